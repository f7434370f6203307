// Handles a delivery of each kind over HTTP and prints the results. The exit code is the number of unexpected results. The tests
// run it trimmed, and built from the packages.
using Smoke;
using Webhooks.Receiver;
using Webhooks.Receiver.Cue;

const string Secret = "a secret of the smoke test";
List<string> failures = [];

await using (WebApplication app = Build(webhooks => { }))
{
    List<string> handled = [];
    app.MapWebhook<CueEvent>((e, context) =>
    {
        handled.Add($"{e.GetType().Name} {context.Delivery.Body.Length > 0}");
        return Task.CompletedTask;
    });
    app.MapPost("/hooks/free", (Webhook<CueEvent> webhook) =>
    {
        handled.Add($"free {webhook.Event.Type}");
        return webhook.Event is CueAdClick ? Results.Accepted() : Results.Conflict();
    });
    await app.StartAsync();
    using var sender = new Sender(app.Urls.First(), Secret);
    await Expect(200, "processed", sender.SendAsync("/webhooks/cue", Body.Click("evt_1")));
    await Expect(200, "duplicate", sender.SendAsync("/webhooks/cue", Body.Click("evt_1")));
    await Expect(401, "forged", sender.SendForgedAsync("/webhooks/cue", Body.Click("evt_2")));
    await Expect(400, "malformed", sender.SendAsync("/webhooks/cue", "{"));
    await Expect(200, "unknown", sender.SendAsync("/webhooks/cue", Body.Unknown("evt_3")));
    await Expect(202, "free-form", sender.SendAsync("/hooks/free", Body.Click("evt_1")));
    await Expect(409, "free-form, refused by its handler", sender.SendAsync("/hooks/free", Body.Unknown("evt_3")));
    ExpectHandled(handled, "CueAdClick True", "CueUnknownEvent True", "free ad.click", "free ad.unheard_of");
}

await using (WebApplication app = Build(webhooks => webhooks.AddHandler<CueAdClick, ClickHandler>()))
{
    app.MapWebhook<CueEvent>();
    await app.StartAsync();
    using var sender = new Sender(app.Urls.First(), Secret);
    await Expect(200, "handler from DI", sender.SendAsync("/webhooks/cue", Body.Click("evt_1")));
    await Expect(200, "no handler for this type", sender.SendAsync("/webhooks/cue", Body.Unknown("evt_2")));
    ExpectHandled(ClickHandler.Handled, "click-xyz");
}

var cue = new CueWebhooks(Secret);
var request = new WebhookRequest("POST", "/webhooks/cue", [new("cue-signature", Sender.Sign(Body.Click("evt_1"), Secret))],
    System.Text.Encoding.UTF8.GetBytes(Body.Click("evt_1")));
ExpectHandled([cue.Read(request).Event?.Id ?? ""], "evt_1");
ExpectHandled(
    [.. OtherProviders.Read(Secret)],
    "1234567894561234567 2024-07-11T19:46:10.0000000+00:00", "wamid.x text 1", "e-1 1 sync", "c-1");

foreach (string failure in failures)
{
    Console.Error.WriteLine(failure);
}

Console.WriteLine(failures.Count == 0 ? "All as expected." : $"{failures.Count} failures.");
return failures.Count;

static WebApplication Build(Action<IWebhooksBuilder> configure)
{
    WebApplicationBuilder builder = WebApplication.CreateSlimBuilder();
    builder.WebHost.UseUrls("http://127.0.0.1:0");
    builder.Logging.SetMinimumLevel(LogLevel.Warning);
    IWebhooksBuilder webhooks = builder.Services.AddWebhooks();
    webhooks.Configure<CueEvent>(options => options.Secrets = [Secret]);
    configure(webhooks);
    return builder.Build();
}

async Task Expect(int status, string what, Task<int> sending)
{
    int actual = await sending;
    Console.WriteLine($"{what}: {actual}");
    if (actual != status)
    {
        failures.Add($"{what}: {actual} instead of {status}");
    }
}

void ExpectHandled(List<string> actual, params string[] expected)
{
    Console.WriteLine($"handled: {string.Join(", ", actual)}");
    if (!actual.SequenceEqual(expected))
    {
        failures.Add($"handled: {string.Join(", ", actual)} instead of {string.Join(", ", expected)}");
    }
}
