using System.Net;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json;

namespace Webhooks.Receiver.Package.Tests;

[Collection(ProcessCollection.Name)]
public sealed class QuickStartTests
{
    [Fact]
    public async Task Once_AsCommitted_ExitsWithZero()
    {
        await using ChildProcess sample = QuickStartProcess.Run([], "--once", "--urls", "http://127.0.0.1:0");

        int exitCode = await sample.WaitForExitAsync(QuickStartProcess.Limit);

        exitCode.Should().Be(0, sample.Output);
        sample.Output.Should().MatchRegex(@"ad\.click, sent again +200 +nothing: handled before +ok")
            .And.MatchRegex(@"ad\.click, forged +401 +nothing: another secret +ok")
            .And.MatchRegex(@"ad\.shared, unknown type +200 +unknown type.* ok")
            .And.NotContain("WRONG");
    }

    [Fact]
    public async Task Once_WithASecretOfOnesOwn_ExitsWithZero()
    {
        await using ChildProcess sample = QuickStartProcess.Run(
            new() { ["Webhooks__Cue__Secrets__0"] = QuickStartProcess.Secret, ["ASPNETCORE_URLS"] = "http://127.0.0.1:0" }, "--once");

        int exitCode = await sample.WaitForExitAsync(QuickStartProcess.Limit);

        exitCode.Should().Be(0, sample.Output);
        sample.Output.Should().NotContain(QuickStartProcess.Secret);
    }

    [Fact]
    public async Task Once_WithARowThatIsWrong_ExitsWithOne()
    {
        await using ChildProcess sample = QuickStartProcess.Run(new() { ["Webhooks__Cue__MaxRequestBodySize"] = "200" }, "--once", "--urls", "http://127.0.0.1:0");

        int exitCode = await sample.WaitForExitAsync(QuickStartProcess.Limit);

        exitCode.Should().Be(1, sample.Output);
        sample.Output.Should().Contain("WRONG: expected 200, handled");
    }

    [Fact]
    public async Task Help_PrintsUsage()
    {
        await using ChildProcess sample = QuickStartProcess.Run([], "--help");

        int exitCode = await sample.WaitForExitAsync(QuickStartProcess.Limit);

        exitCode.Should().Be(0, sample.Output);
        sample.Output.Should().Contain("Usage: dotnet run --project samples/QuickStart");
    }

    [Fact]
    public async Task Events_OfAFewThousandDeliveries_AreAllListed()
    {
        const int Count = 3000;
        await using ChildProcess sample = QuickStartProcess.StartAt("http://127.0.0.1:0");
        using var client = new HttpClient { BaseAddress = await QuickStartProcess.GetAddressAsync(sample) };

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
        await using ChildProcess sample = QuickStartProcess.StartAt("http://127.0.0.1:0");
        await QuickStartProcess.GetAddressAsync(sample);

        sample.SendInterrupt();

        (await sample.WaitForExitAsync(QuickStartProcess.Limit)).Should().Be(0, sample.Output);
    }

    private static async Task<HttpStatusCode> PostAsync(HttpClient client, string body)
    {
        byte[] bytes = Encoding.UTF8.GetBytes(body);
        using var request = new HttpRequestMessage(HttpMethod.Post, "/webhooks/cue") { Content = new ByteArrayContent(bytes) };
        request.Headers.Add("cue-signature", Convert.ToHexStringLower(HMACSHA256.HashData(Encoding.UTF8.GetBytes(QuickStartProcess.Secret), bytes)));
        using HttpResponseMessage response = await client.SendAsync(request);
        return response.StatusCode;
    }
}
