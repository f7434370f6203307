using System.IO.Enumeration;

namespace Webhooks.Receiver.Package.Tests;

public sealed class SolutionTests
{
    private static readonly string[] _folders = ["src", "tests", "benchmarks", "samples"];

    private static readonly string[] _root =
    [
        .. _folders, "docs", "Webhooks.Receiver.sln", "README.md", "LICENSE", "CHANGELOG.md",
        .. (string[])[".git", ".gitattributes", ".gitignore", ".editorconfig", ".ci", ".config", ".github"],
        .. (string[])["Directory.Build.props", "Directory.Build.targets", "Directory.Packages.props", "global.json", "nuget.config"],
    ];

    [Fact]
    public void Root_HoldsOnlyWhatPeopleAndToolsLookForThere() => Directory.EnumerateFileSystemEntries(Repository.Root)
        .Select(entry => Path.GetFileName(entry))
        .Where(name => !IsIgnoredByGit(name))
        .Should().BeSubsetOf(_root);

    [Fact]
    public void Projects_AreAllInTheSolution()
    {
        string solution = Repository.Read("Webhooks.Receiver.sln").Replace('\\', '/');

        Projects().Should().OnlyContain(project => solution.Contains($"\"{project}\""));
    }

    [Fact]
    public void Projects_StateOnlyWhatIsTheirOwn() => Projects().Should().OnlyContain(project => LinesOf(project) < 25);

    [Fact]
    public void SourceFiles_StayReadable() => Repository.Files("src", "*.cs").Should().OnlyContain(file => LinesOf(file) <= 400);

    [Fact]
    public void SourceFiles_HoldOneTypeWithTheFilesName()
    {
        string[] wrong =
        [
            .. from file in Repository.Files("src", "*.cs")
               let name = Path.GetFileNameWithoutExtension(file).Split('`')[0]
               let types = SourceText.TypesIn(Repository.Read(file))
               where types.Count != 1 || types[0] != name
               select $"{file}: {string.Join(", ", types)}",
        ];

        wrong.Should().BeEmpty();
    }

    private static bool IsIgnoredByGit(string name) => File.ReadLines(Repository.PathOf(".gitignore"))
        .Any(pattern => FileSystemName.MatchesSimpleExpression(pattern.TrimEnd('/'), name));

    private static IEnumerable<string> Projects() => _folders.SelectMany(folder => Repository.Files(folder, "*.csproj"));

    private static int LinesOf(string file) => File.ReadLines(Repository.PathOf(file)).Count();
}
