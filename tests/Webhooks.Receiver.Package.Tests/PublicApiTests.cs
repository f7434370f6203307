using System.Reflection;

namespace Webhooks.Receiver.Package.Tests;

/// <summary>A change of what users can name is a change that somebody approves.</summary>
public sealed class PublicApiTests
{
    private const string Approval = "APPROVE_PUBLIC_API";

    [Theory]
    [InlineData("Webhooks.Receiver")]
    [InlineData("Webhooks.Receiver.AspNetCore")]
    [InlineData("Webhooks.Receiver.Testing")]
    public void PublicSurface_IsTheApprovedOne(string package)
    {
        string actual = PublicSurface.Of(Assembly.Load(package));
        string file = Repository.PathOf("PublicApi", $"{package}.txt");
        if (Environment.GetEnvironmentVariable(Approval) == "1")
        {
            Directory.CreateDirectory(Path.GetDirectoryName(file)!);
            File.WriteAllText(file, actual);
        }

        string approved = File.Exists(file) ? File.ReadAllText(file) : "";
        string difference = DifferenceOf(approved, actual);

        difference.Should().BeEmpty("the public surface of {0} differs from PublicApi/{0}.txt. If that is meant, run\n"
            + "    {1}=1 dotnet test tests/Webhooks.Receiver.Package.Tests --filter PublicApi\nand commit the file", package, Approval);
    }

    /// <summary>The lines that went (-) and came (+), each below the type that it belongs to.</summary>
    private static string DifferenceOf(string approved, string actual)
    {
        string[] before = LinesOf(approved);
        string[] after = LinesOf(actual);
        return string.Join('\n', before.Except(after).Select(line => $"- {line}").Concat(after.Except(before).Select(line => $"+ {line}")));
    }

    private static string[] LinesOf(string text)
    {
        string type = "";
        List<string> lines = [];
        foreach (string line in text.Split('\n', StringSplitOptions.RemoveEmptyEntries))
        {
            bool isMember = line.StartsWith(' ');
            type = isMember ? type : line.Split(" : ")[0];
            lines.Add(isMember ? $"{type} {{ {line.Trim()} }}" : line);
        }

        return [.. lines];
    }
}
