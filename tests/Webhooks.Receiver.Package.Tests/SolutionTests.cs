namespace Webhooks.Receiver.Package.Tests;

public sealed class SolutionTests
{
    private static readonly string[] _folders = ["src", "tests", "benchmarks", "samples"];

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

    private static IEnumerable<string> Projects() => _folders.SelectMany(folder => Repository.Files(folder, "*.csproj"));

    private static int LinesOf(string file) => File.ReadLines(Repository.PathOf(file)).Count();
}
