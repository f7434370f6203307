using System.Globalization;
using System.Text.RegularExpressions;

namespace Webhooks.Receiver.Package.Tests;

/// <summary>
/// Compiles blocks of C# with the SDK's own compiler, against the packages' assemblies beside these tests: one build for all of
/// them. Each program is compiled alone, as users have it. Blocks that only declare types are compiled together, each in a
/// namespace of its own. Warnings are errors.
/// </summary>
internal static partial class SnippetCompiler
{
    private const string Project = "snippets.csproj";
    private const string AllTypes = "types";

    private static readonly string[] _references =
    [
        "Webhooks.Receiver", "Webhooks.Receiver.AspNetCore", "Webhooks.Receiver.Catalog", "Webhooks.Receiver.PostgreSql", "Webhooks.Receiver.Sqlite",
        "Webhooks.Receiver.Testing",
        "Dapper", "Microsoft.EntityFrameworkCore", "Microsoft.EntityFrameworkCore.Relational", "Npgsql", "Npgsql.EntityFrameworkCore.PostgreSQL",
        "xunit.core", "xunit.assert", "xunit.abstractions",
        "Dapper", "Npgsql", "Npgsql.EntityFrameworkCore.PostgreSQL",
        "Microsoft.EntityFrameworkCore", "Microsoft.EntityFrameworkCore.Abstractions", "Microsoft.EntityFrameworkCore.Relational",
    ];

    /// <summary>Compiles.</summary>
    /// <returns>What the compiler found, at the lines of the pages; empty if everything compiles.</returns>
    /// <exception cref="InvalidOperationException">The build failed, and not because of the blocks.</exception>
    public static async Task<IReadOnlyList<SnippetError>> CompileAsync(IReadOnlyList<CodeBlock> blocks)
    {
        using var folder = new TemporaryFolder();
        foreach (string shield in new[] { "Directory.Build.props", "Directory.Build.targets", "Directory.Packages.props" })
        {
            folder.Add(shield, "<Project />");
        }

        var builds = new HashSet<string>();
        for (int i = 0; i < blocks.Count; i++)
        {
            builds.Add(Add(folder, blocks[i], i));
        }

        folder.Add(Project, ProjectOf(builds));
        (int exitCode, string output) = await Dotnet.TryRunAsync(
            folder.Path, "build", Project, "-t:CompileAll", "-nologo", "-nodeReuse:false", "-v:quiet", "-clp:NoSummary");
        SnippetError[] errors = [.. Diagnostic().Matches(output).Select(ErrorOf).Distinct()];
        return (exitCode == 0) == (errors.Length == 0)
            ? errors
            : throw new InvalidOperationException($"The build ended with {exitCode}. It printed:{Environment.NewLine}{output}");
    }

    /// <summary>Writes the files of a block.</summary>
    /// <returns>The properties of its build: the folder of its files, and what they are compiled as and with.</returns>
    private static string Add(TemporaryFolder folder, CodeBlock block, int number)
    {
        bool isProgram = SnippetSource.IsProgram(block);
        string build = isProgram ? $"program{number}" : AllTypes;
        string? ownNamespace = isProgram ? null : $"Block{number}";
        folder.Add(Path.Combine(build, $"Block{number}.cs"), SnippetSource.Of(block, ownNamespace));
        if (block.Context is { } context)
        {
            string file = Path.Combine("tests", "Webhooks.Receiver.Package.Tests", "Snippets", $"{context}.cs");
            folder.Add(Path.Combine(build, $"Context{number}.cs"), SnippetSource.OfContext(file, ownNamespace));
        }

        return isProgram
            ? $"Block={build};Kind=Exe;Web={SnippetSource.IsWeb(block)};Generators={SnippetSource.NeedsGenerators(block)}"
            : $"Block={build};Kind=Library;Web=False;Generators=True";
    }

    private static string ProjectOf(IEnumerable<string> builds) => $"""
        <Project>
          <Import Project="Sdk.props" Sdk="Microsoft.NET.Sdk.Web" Condition="'$(Web)' == 'True'" />
          <Import Project="Sdk.props" Sdk="Microsoft.NET.Sdk" Condition="'$(Web)' != 'True'" />
          <PropertyGroup>
            <TargetFramework>net10.0</TargetFramework>
            <Nullable>enable</Nullable>
            <ImplicitUsings>enable</ImplicitUsings>
            <OutputType>$(Kind)</OutputType>
            <TreatWarningsAsErrors>true</TreatWarningsAsErrors>
            <EnableDefaultItems>false</EnableDefaultItems>
            <UseAppHost>false</UseAppHost>
            <IntermediateOutputPath>obj/$(Block)/</IntermediateOutputPath>
          </PropertyGroup>
          <ItemGroup>
            <FrameworkReference Include="Microsoft.AspNetCore.App" Condition="'$(Web)' != 'True'" />
            {Lines(_references, name => $"""<Reference Include="{Path.Combine(AppContext.BaseDirectory, name)}.dll" />""")}
            <Compile Include="$(Block)/*.cs" Condition="'$(Block)' != ''" />
            {Lines(builds, build => $"""<Builds Include="{Project}" AdditionalProperties="{build}" />""")}
          </ItemGroup>
          <Import Project="Sdk.targets" Sdk="Microsoft.NET.Sdk.Web" Condition="'$(Web)' == 'True'" />
          <Import Project="Sdk.targets" Sdk="Microsoft.NET.Sdk" Condition="'$(Web)' != 'True'" />
          <Target Name="LeaveOutGenerators" BeforeTargets="CoreCompile" Condition="'$(Generators)' != 'True'">
            <ItemGroup><Analyzer Remove="@(Analyzer)" /></ItemGroup>
          </Target>
          <Target Name="CompileAll">
            <MSBuild Projects="@(Builds)" Targets="Compile" BuildInParallel="true" ContinueOnError="ErrorAndContinue" />
          </Target>
        </Project>
        """;

    private static string Lines(IEnumerable<string> values, Func<string, string> line) => string.Join("\n    ", values.Select(line));

    private static SnippetError ErrorOf(Match match) => new(
        Path.GetRelativePath(Repository.Root, match.Groups["file"].Value),
        int.Parse(match.Groups["line"].Value, CultureInfo.InvariantCulture),
        match.Groups["message"].Value);

    [GeneratedRegex(@"^ *(?<file>[^(\r\n]+)\((?<line>\d+),\d+\): (?:error|warning) (?<message>\w+: [^\r\n]*?)(?: \[[^\]\r\n]*\])?\r?$", RegexOptions.Multiline)]
    private static partial Regex Diagnostic();
}
