using System.Text;
using Microsoft.AspNetCore.Builder;
using Microsoft.Extensions.DependencyInjection;
using Webhooks.Receiver.Cue;

namespace Webhooks.Receiver.AspNetCore.Tests.Support;

/// <summary>An app, and deliveries that bring it to every outcome that there is without an inbox.</summary>
internal sealed class EveryOutcome : IAsyncDisposable
{
    private const string OtherPath = "/put";

    private readonly Script _script;
    private readonly string _mark;
    private readonly string _secret;

    private EveryOutcome(WebhookApp app, Script script, string mark, string secret) =>
        (App, _script, _mark, _secret) = (app, script, mark, secret);

    public WebhookApp App { get; }

    /// <summary>What the senders were told, headers and all, by outcome.</summary>
    public List<(WebhookOutcome Outcome, string Answer)> Answers { get; } = [];

    /// <param name="mark">Stands in ids, values and names of all bodies.</param>
    /// <param name="secret">The secret.</param>
    /// <param name="configure">What else the app has.</param>
    public static async Task<EveryOutcome> StartAsync(string mark, string secret = CueRequest.Secret, Action<WebhookAppOptions>? configure = null)
    {
        var script = new Script();
        WebhookApp app = await WebhookApp.StartAsync(app =>
        {
            app.MapWebhook<CueEvent>();
            app.Map(OtherPath, (Webhook<CueEvent> webhook) => { });
        }, options =>
        {
            options.Settings["Webhooks:Cue:Secrets:0"] = secret;
            options.Settings["Webhooks:Cue:MaxRequestBodySize"] = "5000";
            options.Settings["Webhooks:Cue:HandlerTimeout"] = "00:00:20";
            options.Webhooks = webhooks => webhooks.AddHandler<CueAdClick, ScriptedHandler>();
            options.Builder = builder => builder.Services.AddSingleton(script);
            configure?.Invoke(options);
        });
        return new EveryOutcome(app, script, mark, secret);
    }

    public ValueTask DisposeAsync() => App.DisposeAsync();

    public async Task DriveAsync()
    {
        await DriveRefusalsAsync();
        await DriveHandledAsync();
        await DriveInProgressAsync();
        await DriveFailuresAsync();
        await DriveTroubleAsync();
    }

    private async Task DriveRefusalsAsync()
    {
        await SendAsync(WebhookOutcome.Unauthenticated, Click("401") with { SignedWith = "another" });
        foreach (string signature in new[] { "", $"sha256={_mark}", _mark, $"{_secret}", "sha256=" + new string('0', 64) })
        {
            await SendAsync(WebhookOutcome.Unauthenticated, Click("401"), signature);
        }

        foreach (string body in new[]
        {
            $"{_mark}", $"\"{_mark}\"", $$"""{"id":"{{_mark}}","type":"ad.click","data":{{_mark}}}""", $$"""{"id":"{{_mark}}","type":"ad.click","{{_mark}}""",
            $$"""{"id":"{{_mark}}","id":"{{_mark}}","type":"ad.click","data":{} }""", $$"""{"{{_mark}}":1,"{{_mark}}":2,"id":"1","type":"{{_mark}}"}""",
            $$"""{"id":{"{{_mark}}":1},"type":"ad.click"}""", $$"""{"type":"{{_mark}}"}""", $$"""{"id":"{{_mark}}\uD800","type":"{{_mark}}"}""",
            $$"""{"id":"{{_mark}}\uD8{{_mark}}","type":"{{_mark}}"}""",
        })
        {
            await SendAsync(WebhookOutcome.Malformed, CueRequest.Of(body));
        }

        await SendAsync(WebhookOutcome.BodyTooLarge, CueRequest.Of(string.Concat(Enumerable.Repeat(_mark, 2000))));
        await SendAsync(WebhookOutcome.MethodNotAllowed, Click("405"), method: HttpMethod.Put, path: OtherPath);
        await SendAsync(WebhookOutcome.UnsupportedMediaType, Click("415") with { ContentEncoding = "gzip" });
        await using RawConnection connection = await App.ConnectAsync();
        CueRequest slow = Click("408");
        int timers = App.Clock.WaitingTimers;
        await connection.SendAsync(slow.Head(slow.Body.Length), slow.Body[..(slow.Body.Length - 5)]);
        await Eventually.Holds(() => App.Clock.WaitingTimers > timers, "the body's deadline runs");
        App.Clock.Advance(TimeSpan.FromSeconds(10));
        RawResponse response = (await connection.ReadResponseAsync())!;
        Answers.Add((WebhookOutcome.BodyTimeout, $"{response.Status} {string.Join(' ', response.Headers)} {response.Text}"));
    }

    private async Task DriveHandledAsync()
    {
        await SendAsync(WebhookOutcome.Processed, Click("1"));
        await SendAsync(WebhookOutcome.Duplicate, Click("1"));
        await SendAsync(WebhookOutcome.Ignored, CueRequest.Of($$"""{"id":"{{_mark}}2","type":"{{_mark}}","{{_mark}}":"{{_mark}}"}"""));
        await SendAsync(WebhookOutcome.Ignored, CueRequest.Of($$"""{"id":"{{_mark}}3","type":"campaign.paused","data":{"{{_mark}}":"{{_mark}}"} }"""));
    }

    private async Task DriveInProgressAsync()
    {
        Signal entered = new(), release = new();
        _script.Handle = _ =>
        {
            entered.Set();
            return release.WaitAsync();
        };
        Task first = SendAsync(WebhookOutcome.Processed, Click("4"));
        await entered.WaitAsync();
        await SendAsync(WebhookOutcome.InProgress, Click("4"));
        release.Set();
        await first;
    }

    private async Task DriveFailuresAsync()
    {
        _script.Handle = _ => throw new InvalidOperationException("The handler's own words.");
        await SendAsync(WebhookOutcome.Failed, Click("5"));
        foreach (string data in new[] { $$"""{"ad_id":{"{{_mark}}":"{{_mark}}"} }""", $"\"{_mark}\"", $$"""{"{{_mark}}":1}""", "7" })
        {
            await SendAsync(WebhookOutcome.Failed, CueRequest.Of($$"""{"id":"{{_mark}}6","type":"ad.click","created":"{{_mark}}","data":{{data}} }"""));
        }

        Signal entered = new();
        _script.Handle = seen =>
        {
            entered.Set();
            return Task.Delay(Timeout.InfiniteTimeSpan, seen.Token);
        };
        Task timedOut = SendAsync(WebhookOutcome.Unavailable, Click("7"));
        await entered.WaitAsync();
        App.Clock.Advance(TimeSpan.FromSeconds(20));
        await timedOut;
        _script.Handle = _ => Task.CompletedTask;
    }

    private async Task DriveTroubleAsync()
    {
        App.Store.Inject(IdempotencyOperation.Claim, IdempotencyFault.Fail(), times: 1);
        await SendAsync(WebhookOutcome.Unavailable, Click("8"));
        App.Store.Inject(IdempotencyOperation.Complete, IdempotencyFault.Fail());
        await Eventually.EndsAsTimePasses(SendAsync(WebhookOutcome.Unavailable, Click("9")), App.Clock);
        App.Store.Clear();
        App.Store.Inject(IdempotencyOperation.Complete, StoreFaults.TakenOver(App.Memory), times: 1);
        await SendAsync(WebhookOutcome.ClaimLost, Click("10"));
    }

    private CueRequest Click(string id) => CueRequest.Of(
        $$"""
        {"id":"{{_mark}}{{id}}","type":"ad.click","{{_mark}}":"{{_mark}}","data":{"ad_id":"{{_mark}}","campaign_id":"c","click_id":"k","{{_mark}}":[1]} }
        """) with
    { SignedWith = _secret };

    private async Task SendAsync(WebhookOutcome outcome, CueRequest request, string? signature = null, HttpMethod? method = null, string path = CueRequest.DefaultPath)
    {
        request = request.SignedWith == CueRequest.Secret ? request with { SignedWith = _secret } : request;
        using HttpRequestMessage message = request.ToMessage(path);
        message.Method = method ?? HttpMethod.Post;
        if (signature is not null)
        {
            message.Headers.Remove("cue-signature");
            message.Headers.TryAddWithoutValidation("cue-signature", signature);
        }

        using HttpResponseMessage response = await App.Client.SendAsync(message);
        var answer = new StringBuilder($"{(int)response.StatusCode} {response.Headers} {response.Content.Headers}");
        answer.Append(await response.Content.ReadAsStringAsync());
        lock (Answers)
        {
            Answers.Add((outcome, answer.ToString()));
        }
    }
}
