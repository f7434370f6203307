using System.Net;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using System.Text.RegularExpressions;

namespace Webhooks.Receiver.Package.Tests;

[Collection(ProcessCollection.Name)]
public sealed partial class QuickStartTests
{
    private const string Secret = "a secret of the test";

    private static readonly TimeSpan _limit = TimeSpan.FromMinutes(1);

    [Fact]
    public async Task Once_AsCommitted_ExitsWithZero()
    {
        await using ChildProcess sample = Run([], "--once", "--urls", "http://127.0.0.1:0");

        int exitCode = await sample.WaitForExitAsync(_limit);

        exitCode.Should().Be(0, sample.Output);
        sample.Output.Should().MatchRegex(@"ad\.click, sent again +200 +nothing: handled before +ok")
            .And.MatchRegex(@"ad\.click, forged +401 +nothing +ok")
            .And.MatchRegex(@"ad\.shared, unknown type +200 +unknown type.* ok")
            .And.NotContain("WRONG");
    }

    [Fact]
    public async Task Once_WithASecretOfOnesOwn_ExitsWithZero()
    {
        await using ChildProcess sample = Run(
            new() { ["Webhooks__Cue__Secrets__0"] = Secret, ["ASPNETCORE_URLS"] = "http://127.0.0.1:0" }, "--once");

        int exitCode = await sample.WaitForExitAsync(_limit);

        exitCode.Should().Be(0, sample.Output);
        sample.Output.Should().NotContain(Secret);
    }

    [Fact]
    public async Task Once_WithARowThatIsWrong_ExitsWithOne()
    {
        await using ChildProcess sample = Run(new() { ["Webhooks__Cue__MaxRequestBodySize"] = "200" }, "--once", "--urls", "http://127.0.0.1:0");

        int exitCode = await sample.WaitForExitAsync(_limit);

        exitCode.Should().Be(1, sample.Output);
        sample.Output.Should().Contain("WRONG: expected 200, handled");
    }

    [Fact]
    public async Task Help_PrintsUsage()
    {
        await using ChildProcess sample = Run([], "--help");

        int exitCode = await sample.WaitForExitAsync(_limit);

        exitCode.Should().Be(0, sample.Output);
        sample.Output.Should().Contain("Usage: dotnet run --project samples/QuickStart");
    }

    [Fact]
    public async Task Events_OfAFewThousandDeliveries_AreAllListed()
    {
        const int Count = 3000;
        await using ChildProcess sample = StartAt("http://127.0.0.1:0");
        using var client = new HttpClient { BaseAddress = await AddressOf(sample) };

        await Parallel.ForEachAsync(Enumerable.Range(0, Count), new ParallelOptions { MaxDegreeOfParallelism = 16 }, async (i, _) =>
        {
            string type = i % 2 == 0 ? "ad.click_of_tomorrow" : "campaign.paused";
            (await PostAsync(client, $$$"""{"id":"evt_many_{{{i}}}","type":"{{{type}}}","data":{}}""")).Should().Be(HttpStatusCode.OK);
        });

        using var events = JsonDocument.Parse(await client.GetStringAsync("/events"));
        List<JsonElement> many = [.. events.RootElement.EnumerateArray().Where(e => e.GetProperty("key").GetString()!.Contains("evt_many_"))];
        many.Should().HaveCount(Count).And.OnlyContain(e =>
            e.GetProperty("provider").GetString() == "cue" && e.GetProperty("count").GetInt32() == 1);
        many.Select(e => e.GetProperty("key").GetString()).Should().OnlyHaveUniqueItems();
        many.Count(e => e.GetProperty("type").GetString() == "ad.click_of_tomorrow").Should().Be(Count / 2);
    }

    [Fact]
    public async Task Interrupt_WhileListening_ExitsWithZero()
    {
        await using ChildProcess sample = StartAt("http://127.0.0.1:0");
        await AddressOf(sample);

        sample.SendInterrupt();

        (await sample.WaitForExitAsync(_limit)).Should().Be(0, sample.Output);
    }

    private static async Task<HttpStatusCode> PostAsync(HttpClient client, string body)
    {
        byte[] bytes = Encoding.UTF8.GetBytes(body);
        using var request = new HttpRequestMessage(HttpMethod.Post, "/webhooks/cue") { Content = new ByteArrayContent(bytes) };
        request.Headers.Add("cue-signature", Convert.ToHexStringLower(HMACSHA256.HashData(Encoding.UTF8.GetBytes(Secret), bytes)));
        using HttpResponseMessage response = await client.SendAsync(request);
        return response.StatusCode;
    }

    /// <summary>As a newcomer runs it.</summary>
    private static ChildProcess Run(Dictionary<string, string> environment, params string[] arguments) => ChildProcess.Start(
        "dotnet", Repository.Root, environment,
        ["run", "--project", "samples/QuickStart", "--no-build", "-c", Repository.Configuration, "--", .. arguments]);

    /// <summary>
    /// Without the SDK's command in between, so that a signal reaches the sample itself, and with the signal as it is in a terminal:
    /// whoever starts the tests in the background of a script has them ignore it, and what they start as well.
    /// </summary>
    private static ChildProcess StartAt(string urls) => ChildProcess.Start(
        "env",
        Repository.PathOf("samples", "QuickStart"),
        new Dictionary<string, string> { ["ASPNETCORE_ENVIRONMENT"] = "Development", ["Webhooks__Cue__Secrets__0"] = Secret },
        "--default-signal=INT",
        "dotnet",
        Repository.PathOf("samples", "QuickStart", "bin", Repository.Configuration, "net10.0", "QuickStart.dll"), "--urls", urls);

    private static async Task<Uri> AddressOf(ChildProcess sample) =>
        new((await sample.WaitForOutputAsync(ListeningAt(), _limit)).Groups[1].Value);

    [GeneratedRegex(@"Now listening on: (http://\S+)[\s\S]*Still listening")]
    private static partial Regex ListeningAt();
}
