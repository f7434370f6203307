namespace Webhooks.Receiver.Package.Tests;

/// <summary>A package of somebody else, in a project of its own.</summary>
internal static class ForeignPackage
{
    /// <summary>Restores a project that uses it, and builds a program with it.</summary>
    /// <returns>What the build printed; null if it succeeded.</returns>
    public static async Task<string?> BuildAsync(string package, string program)
    {
        using TemporaryFolder folder = Create(package, program);
        (int exitCode, string output) = await Dotnet.TryRunAsync(folder.Path, "build", "-nologo", "-nodeReuse:false", "-v:quiet");
        return exitCode == 0 ? null : output;
    }

    /// <returns>Why no project can use it here; null if one can.</returns>
    public static string? FindReasonToSkip(string package)
    {
        using TemporaryFolder folder = Create(package, "");
        (int exitCode, string output) = Task.Run(() => Dotnet.TryRunAsync(folder.Path, "restore", "-nologo", "-nodeReuse:false")).GetAwaiter().GetResult();
        return exitCode == 0 ? null
            : output.Contains("NU1101", StringComparison.Ordinal) ? $"The package source here does not have {package}."
            : $"{package} cannot be restored here.";
    }

    private static TemporaryFolder Create(string package, string program)
    {
        var folder = new TemporaryFolder();
        foreach (string shield in (string[])["Directory.Build.props", "Directory.Build.targets", "Directory.Packages.props"])
        {
            folder.Add(shield, "<Project />");
        }

        folder.Add("Program.cs", program);
        folder.Add("app.csproj", $"""
            <Project Sdk="Microsoft.NET.Sdk.Web">
              <PropertyGroup>
                <TargetFramework>net10.0</TargetFramework>
                <Nullable>enable</Nullable>
                <ImplicitUsings>enable</ImplicitUsings>
              </PropertyGroup>
              <ItemGroup>
                <PackageReference Include="{package}" Version="*" />
                {string.Concat(PackedSources.Names.Select(name => $"""<Reference Include="{Path.Combine(AppContext.BaseDirectory, name)}.dll" />"""))}
              </ItemGroup>
            </Project>
            """);
        return folder;
    }
}
