using System.Reflection;

namespace Webhooks.Receiver.Package.Tests;

/// <summary>A change of the public surface has to be approved.</summary>
public sealed class PublicApiTests
{
    private const string Approval = "APPROVE_PUBLIC_API";

    private static readonly string _folder = Repository.PathOf("tests", "Webhooks.Receiver.Package.Tests", "PublicApi");

    public static TheoryData<string> Packages => [.. PackedSources.Names];

    [Theory]
    [MemberData(nameof(Packages))]
    public void PublicSurface_IsTheApprovedOne(string package)
    {
        string actual = PublicSurface.Of(Assembly.Load(package));
        string file = Path.Combine(_folder, $"{package}.txt");
        if (Environment.GetEnvironmentVariable(Approval) == "1")
        {
            File.WriteAllText(file, actual);
        }

        string approved = File.Exists(file) ? File.ReadAllText(file) : "";
        string difference = DifferenceOf(approved, actual);

        difference.Should().BeEmpty("the public surface of {0} differs from PublicApi/{0}.txt. If that is meant, run\n"
            + "    {1}=1 dotnet test tests/Webhooks.Receiver.Package.Tests --filter PublicApi\nand commit the file", package, Approval);
    }

    [Fact]
    public void ApprovedTexts_AreOneForEachPackage() => Directory.EnumerateFiles(_folder).Select(Path.GetFileName)
        .Should().BeEquivalentTo(Repository.Files("src", "*.csproj").Select(file => $"{Path.GetFileNameWithoutExtension(file)}.txt"));

    /// <summary>The lines that went (-) and came (+), each with the namespace and the type that it belongs to.</summary>
    private static string DifferenceOf(string approved, string actual)
    {
        string[] before = LinesOf(approved);
        string[] after = LinesOf(actual);
        return string.Join('\n', before.Except(after).Select(line => $"- {line}").Concat(after.Except(before).Select(line => $"+ {line}")));
    }

    private static string[] LinesOf(string text)
    {
        string scope = "";
        string type = "";
        List<string> lines = [];
        foreach (string line in text.Split('\n', StringSplitOptions.RemoveEmptyEntries))
        {
            int depth = (line.Length - line.TrimStart().Length) / 4;
            scope = depth == 0 ? line : scope;
            type = depth == 1 ? line.Trim().Split(" : ")[0] : type;
            lines.Add(depth switch
            {
                0 => line,
                1 => $"{scope} {{ {line.Trim()} }}",
                _ => $"{scope} {{ {type} {{ {line.Trim()} }} }}",
            });
        }

        return [.. lines];
    }
}
