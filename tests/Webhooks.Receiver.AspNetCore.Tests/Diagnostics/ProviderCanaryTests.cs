using System.Text;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Diagnostics.HealthChecks;
using Webhooks.Receiver.AspNetCore.Tests.Support;
using Webhooks.Receiver.CueApi;

namespace Webhooks.Receiver.AspNetCore.Tests;

/// <summary>
/// What <see cref="CanaryTests"/> shows of every outcome with Cue, of every provider's own parser and signature: nothing of a
/// request and no secret stands in a log, trace, metric, exception or answer.
/// </summary>
[Collection(RunsAlone.Name)]
public sealed class ProviderCanaryTests
{
    private const string Canary = "canary7Zq9x";
    private const string SecretCanary = "sparrow4Kw2p-secret";

    private int _events;

    public static TheoryData<string> Providers => ProvidersUnderTest.Names;

    [Theory]
    [MemberData(nameof(Providers))]
    public async Task Telemetry_OfAProvider_QuotesNothingOfARequest(string name)
    {
        ProviderUnderTest provider = ProvidersUnderTest.Named(name);
        using var activities = new ActivityCollector();
        using var meters = new MeterCollector(factory: null);
        List<string> answers = [], macs = [];
        bool isThrowing = false;
        await using WebhookApp app = await WebhookApp.StartAsync(
            app => provider.Map(app, (_, _) => isThrowing ? throw new InvalidOperationException("The handler's own words.") : Task.CompletedTask),
            options =>
            {
                provider.Configure(options, SecretCanary);
                options.Settings[$"Webhooks:{provider.Section}:MaxRequestBodySize"] = "5000";
                options.Builder = builder => builder.Services.AddHealthChecks().AddWebhooks();
            });
        async Task SendAsync(byte[] body, Action<HttpRequestMessage>? change = null, string secret = SecretCanary)
        {
            using HttpRequestMessage message = provider.Message(body, app.Clock.GetUtcNow(), secret);
            macs.Add(ProviderUnderTest.Mac(provider.SignedContent(body, provider.TimestampText(app.Clock.GetUtcNow())), SecretCanary));
            message.Headers.Add("X-Anything", Canary);
            change?.Invoke(message);
            using HttpResponseMessage response = await app.Client.SendAsync(message);
            answers.Add((await HttpAnswer.OfAsync(response)).ToString());
        }

        await SendAsync(Event(provider));
        _events--;
        await SendAsync(Event(provider));
        foreach (byte[] body in StrangeBodies(provider))
        {
            await SendAsync(body);
        }

        await SendRefusedAsync(provider, SendAsync);
        isThrowing = true;
        await SendAsync(Event(provider));
        foreach (byte[] body in StrangeBodies(provider))
        {
            await SendAsync(body);
        }

        app.Store.Inject(IdempotencyOperation.Claim, IdempotencyFault.Fail());
        await SendAsync(Event(provider));
        HealthReport health = await app.Services.GetRequiredService<HealthCheckService>().CheckHealthAsync();
        await app.Host.StopAsync();

        meters.Of(WebhookTelemetry.Deliveries).Select(measured => measured[WebhookTelemetry.OutcomeTag]).Distinct().Should().Contain(
            ["processed", "duplicate", "unauthenticated", "malformed", "failed", "unavailable", "body_too_large", "unsupported_media_type"],
            "else this test shows nothing");
        activities.Ours.Should().HaveCount(answers.Count);
        bool IsTold(string text) => text.Contains(Canary, StringComparison.OrdinalIgnoreCase)
            || text.Contains(SecretCanary[..10], StringComparison.OrdinalIgnoreCase)
            || macs.Exists(mac => text.Contains(mac, StringComparison.OrdinalIgnoreCase));
        // An URL token is ASP.NET Core's to tell: where the provider does not sign, ours only, and no scopes of the host's.
        IEnumerable<LogEntry> entries = provider.IsSigned ? app.Logs.Entries : app.Logs.Ours.Select(entry => entry with { Scopes = [] });
        entries.Select(entry => entry.Everything).Where(IsTold).Should().BeEmpty();
        (provider.IsSigned ? activities.All : activities.Ours).Select(ActivityCollector.Everything).Where(IsTold).Should().BeEmpty();
        meters.All.Where(measured => provider.IsSigned || measured.Instrument.Meter.Name == WebhookTelemetry.MeterName)
            .Select(measured => measured.Everything).Where(IsTold).Should().BeEmpty();
        answers.Where(IsTold).Should().BeEmpty();
        health.Entries.Select(entry => $"{entry.Value.Description} {entry.Value.Exception}").Where(IsTold).Should().BeEmpty();
    }

    private static async Task SendRefusedAsync(ProviderUnderTest provider, Func<byte[], Action<HttpRequestMessage>?, string, Task> send)
    {
        byte[] body = provider.Body($"{Canary}-refused", Canary);
        await send(body, null, $"{Canary}-{SecretCanary[..5]}");
        await send(Encoding.UTF8.GetBytes(string.Concat(Enumerable.Repeat(Canary, 2000))), null, SecretCanary);
        await send(body, message => message.Content!.Headers.ContentEncoding.Add("gzip"), SecretCanary);
        foreach (string value in provider.IsSigned ? new[] { "", Canary, provider.SignaturePrefix + Canary, SecretCanary } : [])
        {
            await send(body, message => Replace(message, provider.SignatureHeader, value), SecretCanary);
        }

        foreach (string value in provider.TimestampHeader.Length > 0 ? new[] { "", Canary, SecretCanary, "1" } : [])
        {
            await send(body, message => Replace(message, provider.TimestampHeader, value), SecretCanary);
        }

        if (provider == ProvidersUnderTest.CueApi)
        {
            await send(body, message => message.Headers.Add(CueApiHeaders.ExecutionId, Canary), SecretCanary);
        }
    }

    private static void Replace(HttpRequestMessage message, string header, string value)
    {
        message.Headers.Remove(header);
        message.Headers.TryAddWithoutValidation(header, value);
    }

    private byte[] Event(ProviderUnderTest provider) => provider.Body($"{Canary}{_events++}", Canary);

    /// <summary>Authentic bodies that are no event, or one that cannot be read: what the parsers have words for.</summary>
    private IEnumerable<byte[]> StrangeBodies(ProviderUnderTest provider)
    {
        string json = Encoding.UTF8.GetString(Event(provider));
        string quoted = $"\"{Canary}\"";
        string[] texts =
        [
            Canary, quoted, $"[{quoted}]", "{" + quoted, json[..^3], json + Canary,
            "{" + $"{quoted}:1,{quoted}:2," + json[1..],
            json.Replace($":{quoted}", $":{{{quoted}:{quoted}}}", StringComparison.Ordinal),
            json.Replace($": {quoted}", $": {{{quoted}:{quoted}}}", StringComparison.Ordinal),
            json.Replace($":\"{Canary}", $":{Canary}\"", StringComparison.Ordinal),
            Encoding.UTF8.GetString(provider.Body($"{Canary}\\uD800", Canary)), Encoding.UTF8.GetString(provider.Body($"{Canary}\\uD8{Canary}", Canary)),
        ];
        return [.. texts.Select(Encoding.UTF8.GetBytes), [.. Encoding.UTF8.GetBytes(json[..^10]), 0xFF, .. Encoding.UTF8.GetBytes(json[^10..])]];
    }
}
