using QuickStart;
using Webhooks.Receiver.AdGem;
using Webhooks.Receiver.CubeConnect;
using Webhooks.Receiver.Cue;
using Webhooks.Receiver.CueApi;
using Webhooks.Receiver.Sori;

var options = CommandLine.Parse(args);
if (options.IsHelpWanted)
{
    Console.WriteLine(CommandLine.Usage);
    return 0;
}

var builder = WebApplication.CreateBuilder(options.Rest);
builder.UseDefaultAddress();
builder.SilenceFailedStart();
builder.Services.AddWebhooks();
builder.Services.AddSingleton<HandledEvents>();
var app = builder.Build();
HandledEvents events = app.Services.GetRequiredService<HandledEvents>();

app.MapWebhook<CueEvent>((e, context) => events.AddAsync(context, e.Type, EventText.Describe(e)));
app.MapWebhook<CueApiEvent>((e, context) => events.AddAsync(context, "execution", EventText.Describe(e)));
app.MapWebhook<CubeConnectEvent>((e, context) => events.AddAsync(context, e.Type, EventText.Describe(e)));
app.MapWebhook<AdGemEvent>((e, context) => events.AddAsync(context, e.Type, EventText.Describe(e)));
app.MapWebhook<SoriEvent>((e, context) => events.AddAsync(context, e.Type, EventText.Describe(e)));
app.MapGet("/", () => FrontPage.Text);
app.MapGet("/events", () => Results.Json(events.ToArray(), QuickStartJsonContext.Default.HandledEventArray));

if (!await app.TryStartAsync())
{
    return 1;
}

bool isAsExpected = await Tour.RunAsync(app, events);
if (options.IsOnce)
{
    await app.StopAsync();
    return isAsExpected ? 0 : 1;
}

Console.WriteLine("Still listening; GET / says what to look at, GET /events lists what was handled. Ctrl+C stops.");
await app.WaitForShutdownAsync();
return 0;
