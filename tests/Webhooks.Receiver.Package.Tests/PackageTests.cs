using System.IO.Compression;
using System.Net;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;
using System.Text.RegularExpressions;
using System.Xml.Linq;

namespace Webhooks.Receiver.Package.Tests;

[Collection(ProcessCollection.Name)]
public sealed partial class PackageTests(PackedSources packed)
{
    private static readonly TimeSpan _limit = TimeSpan.FromMinutes(1);

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
            XElement metadata = MetadataOf(package, name);
            metadata.Elements().Single(e => e.Name.LocalName == "license").Value.Should().Be("MIT");
            metadata.Elements().Single(e => e.Name.LocalName == "readme").Value.Should().Be("README.md");
            metadata.Elements().Single(e => e.Name.LocalName == "description").Value.Should().NotBeEmpty();

            using ZipArchive symbols = ZipFile.OpenRead(Path.ChangeExtension(file, ".snupkg"));
            symbols.GetEntry($"lib/net10.0/{name}.pdb").Should().NotBeNull(name);
        }
    }

    [Theory]
    [InlineData("https://example.org/webhooks-receiver", "https://example.org/webhooks-receiver")]
    [InlineData("file:///home/somebody/webhooks-receiver", null)]
    public async Task Pack_FromARepository_NamesItsAddressAsTheProjectsPage(string repository, string? expected)
    {
        using var other = new TemporaryFolder();

        await Dotnet.RunAsync(packed.Sources, "pack", "src/Webhooks.Receiver", "-c", "Release", "--no-build", "-o", other.Path, "-nodeReuse:false",
            "-p:CI=true", $"-p:PrivateRepositoryUrl={repository}");

        using ZipArchive package = ZipFile.OpenRead(Directory.GetFiles(other.Path, "*.nupkg").Single());
        string? page = MetadataOf(package, "Webhooks.Receiver").Elements().SingleOrDefault(e => e.Name.LocalName == "projectUrl")?.Value;
        page.Should().Be(expected);
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
        AddProjectOutside(outside, "Webhooks.Receiver.AspNetCore", "Webhooks.Receiver.Testing");
        foreach (string file in Repository.Files("samples/Smoke", "*.cs"))
        {
            outside.Add($"app/{Path.GetFileName(file)}", Repository.Read(file));
        }

        string output = await Dotnet.RunAsync(outside.PathOf("app"), "run", "-c", "Release");

        output.Should().Contain("All as expected.");
    }

    [Fact]
    public async Task Packages_UsedByTheReadmesFirstProgramWithItsSettings_ReceiveADeliveryInDevelopmentOnly()
    {
        using var outside = new TemporaryFolder();
        MarkdownPage readme = Documentation.Page("README.md");
        string settings = readme.Blocks.First(block => block.Language == "json").Text;
        AddProjectOutside(outside, "Webhooks.Receiver.AspNetCore");
        outside.Add("app/Program.cs", readme.Blocks.First(block => block.Language == "csharp").Text);
        outside.Add("app/appsettings.json", settings);
        await Dotnet.RunAsync(outside.PathOf("app"), "build", "-c", "Release", "-nodeReuse:false");

        await using ChildProcess inDevelopment = StartOutside(outside, "Development");
        Match listening = await inDevelopment.WaitForOutputAsync(ListeningAt(), _limit);
        using var client = new HttpClient { BaseAddress = new Uri(listening.Groups[1].Value) };
        byte[] body = CueSamplePayloads.AdClick();
        string secret = JsonElement.Parse(settings).GetProperty("Webhooks").GetProperty("Cue").GetProperty("Secrets")[0].GetString()!;
        using var request = new HttpRequestMessage(HttpMethod.Post, "/webhooks/cue") { Content = new ByteArrayContent(body) };
        request.Headers.Add("cue-signature", $"sha256={Convert.ToHexStringLower(HMACSHA256.HashData(Encoding.UTF8.GetBytes(secret), body))}");
        using HttpResponseMessage response = await client.SendAsync(request);

        response.StatusCode.Should().Be(HttpStatusCode.OK, inDevelopment.Output);

        await using ChildProcess inProduction = StartOutside(outside, "Production");
        (await inProduction.WaitForExitAsync(_limit)).Should().NotBe(0);
        inProduction.Output.Should().Contain("Webhooks:Cue:Secrets:0 is a published example secret");
    }

    [Fact]
    public async Task Smoke_PublishedTrimmedAndSelfContained_HandlesADeliveryOfEachKind()
    {
        using var published = new TemporaryFolder();
        await Dotnet.RunAsync(packed.Sources, "publish", "samples/Smoke", "-c", "Release", "-r", "linux-x64", "--self-contained",
            "-o", published.Path, "-nodeReuse:false", "-warnaserror", "-p:ILLinkTreatWarningsAsErrors=true");

        await AssertRunsAsync(published);

        // As natively compiled apps are: events are then read without code that is made at run time.
        string settings = published.PathOf("Smoke.runtimeconfig.json");
        JsonNode runtime = JsonNode.Parse(await File.ReadAllTextAsync(settings))!;
        runtime["runtimeOptions"]!["configProperties"]!["System.Runtime.CompilerServices.RuntimeFeature.IsDynamicCodeSupported"] = false;
        await File.WriteAllTextAsync(settings, runtime.ToJsonString());
        await AssertRunsAsync(published);

        static async Task AssertRunsAsync(TemporaryFolder published)
        {
            await using var app = ChildProcess.Start(published.PathOf("Smoke"), published.Path, new Dictionary<string, string>());
            int exitCode = await app.WaitForExitAsync(_limit);
            exitCode.Should().Be(0, app.Output);
            app.Output.Should().Contain("All as expected.");
        }
    }

    /// <summary>A project as an app's developer has it, with packages from the folder that they were packed into.</summary>
    private void AddProjectOutside(TemporaryFolder outside, params string[] packages)
    {
        foreach (string shield in new[] { "Directory.Build.props", "Directory.Build.targets", "Directory.Packages.props" })
        {
            outside.Add(shield, "<Project />");
        }

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
                {string.Join("\n", packages.Select(name => $"""<PackageReference Include="{name}" Version="{VersionOf(name)}" />"""))}
              </ItemGroup>
            </Project>
            """);
    }

    private static ChildProcess StartOutside(TemporaryFolder outside, string environment) => ChildProcess.Start(
        "dotnet",
        outside.PathOf("app"),
        new Dictionary<string, string> { ["ASPNETCORE_ENVIRONMENT"] = environment, ["ASPNETCORE_URLS"] = "http://127.0.0.1:0" },
        outside.PathOf("app", "bin", "Release", "net10.0", "app.dll"));

    private static XElement MetadataOf(ZipArchive package, string name) =>
        XDocument.Load(package.GetEntry($"{name}.nuspec")!.Open()).Root!.Elements().First();

    private static Dictionary<string, string> HashesOf(string folder) => Directory.GetFiles(folder)
        .Order(StringComparer.Ordinal)
        .ToDictionary(file => Path.GetFileName(file), file => Convert.ToHexString(SHA256.HashData(File.ReadAllBytes(file))));

    private string PackageOf(string name) => Directory.GetFiles(packed.Packages, $"{name}.*.nupkg")
        .Single(file => char.IsAsciiDigit(Path.GetFileName(file)[name.Length + 1]));

    private string VersionOf(string name) => Path.GetFileNameWithoutExtension(PackageOf(name))[(name.Length + 1)..];

    [GeneratedRegex(@"Now listening on: (http://\S+)")]
    private static partial Regex ListeningAt();
}
