using System.IO.Compression;
using System.Security.Cryptography;
using System.Xml.Linq;

namespace Webhooks.Receiver.Package.Tests;

[Collection(ProcessCollection.Name)]
public sealed class PackageTests(PackedSources packed)
{
    [Fact]
    public void Pack_EachPackage_HasReadmeLicenceAndSymbols()
    {
        foreach (string name in PackedSources.Names)
        {
            string file = PackageOf(name);
            using ZipArchive package = ZipFile.OpenRead(file);
            package.GetEntry("README.md").Should().NotBeNull(name);
            package.GetEntry("icon.png").Should().NotBeNull(name);
            package.GetEntry($"lib/net10.0/{name}.xml").Should().NotBeNull(name);
            XElement metadata = XDocument.Load(package.GetEntry($"{name}.nuspec")!.Open()).Root!.Elements().First();
            metadata.Elements().Single(e => e.Name.LocalName == "license").Value.Should().Be("MIT");
            metadata.Elements().Single(e => e.Name.LocalName == "readme").Value.Should().Be("README.md");
            metadata.Elements().Single(e => e.Name.LocalName == "description").Value.Should().NotBeEmpty();

            using ZipArchive symbols = ZipFile.OpenRead(Path.ChangeExtension(file, ".snupkg"));
            symbols.GetEntry($"lib/net10.0/{name}.pdb").Should().NotBeNull(name);
        }
    }

    [Fact]
    public async Task Pack_Twice_MakesTheSameBytes()
    {
        using var other = new TemporaryFolder();
        foreach (string folder in Directory.GetDirectories(packed.Sources, "bin", SearchOption.AllDirectories))
        {
            Directory.Delete(folder, recursive: true);
        }

        await packed.PackAsync(other.Path);

        HashesOf(other.Path).Should().Equal(HashesOf(packed.Packages));
    }

    [Fact]
    public async Task Packages_UsedByAProjectOutsideTheSolution_ReceiveADelivery()
    {
        using var outside = new TemporaryFolder();
        outside.Add("Directory.Build.props", "<Project />");
        outside.Add("Directory.Build.targets", "<Project />");
        outside.Add("Directory.Packages.props", "<Project />");
        outside.Add("nuget.config", $"""
            <configuration>
              <config><add key="globalPackagesFolder" value="{outside.PathOf("cache")}" /></config>
              <packageSources><add key="packed" value="{packed.Packages}" /></packageSources>
            </configuration>
            """);
        outside.Add("app/app.csproj", $"""
            <Project Sdk="Microsoft.NET.Sdk.Web">
              <PropertyGroup>
                <TargetFramework>net10.0</TargetFramework>
                <Nullable>enable</Nullable>
                <ImplicitUsings>enable</ImplicitUsings>
                <TreatWarningsAsErrors>true</TreatWarningsAsErrors>
              </PropertyGroup>
              <ItemGroup>
                <PackageReference Include="Webhooks.Receiver.AspNetCore" Version="{VersionOf("Webhooks.Receiver.AspNetCore")}" />
                <PackageReference Include="Webhooks.Receiver.Testing" Version="{VersionOf("Webhooks.Receiver.Testing")}" />
              </ItemGroup>
            </Project>
            """);
        foreach (string file in Repository.Files("samples/Smoke", "*.cs"))
        {
            outside.Add($"app/{Path.GetFileName(file)}", Repository.Read(file));
        }

        string output = await Dotnet.RunAsync(outside.PathOf("app"), "run", "-c", "Release");

        output.Should().Contain("All as expected.");
    }

    [Fact]
    public async Task Smoke_PublishedTrimmedAndSelfContained_HandlesADeliveryOfEachKind()
    {
        using var published = new TemporaryFolder();
        await Dotnet.RunAsync(packed.Sources, "publish", "samples/Smoke", "-c", "Release", "-r", "linux-x64", "--self-contained",
            "-o", published.Path, "-nodeReuse:false", "-warnaserror", "-p:ILLinkTreatWarningsAsErrors=true");

        await using var app = ChildProcess.Start(published.PathOf("Smoke"), published.Path, new Dictionary<string, string>());
        int exitCode = await app.WaitForExitAsync(TimeSpan.FromMinutes(1));

        exitCode.Should().Be(0, app.Output);
        app.Output.Should().Contain("All as expected.");
    }

    private static Dictionary<string, string> HashesOf(string folder) => Directory.GetFiles(folder)
        .Order(StringComparer.Ordinal)
        .ToDictionary(file => Path.GetFileName(file), file => Convert.ToHexString(SHA256.HashData(File.ReadAllBytes(file))));

    private string PackageOf(string name) => Directory.GetFiles(packed.Packages, $"{name}.*.nupkg")
        .Single(file => char.IsAsciiDigit(Path.GetFileName(file)[name.Length + 1]));

    private string VersionOf(string name) => Path.GetFileNameWithoutExtension(PackageOf(name))[(name.Length + 1)..];
}
