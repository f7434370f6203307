using QuickStart;
using Webhooks.Receiver.Cue;

var options = CommandLine.Parse(args);
if (options.IsHelpWanted)
{
    Console.WriteLine(CommandLine.Usage);
    return 0;
}

var builder = WebApplication.CreateBuilder(options.Rest);
builder.UseDefaultAddress();
builder.Services.AddWebhooks();
builder.Services.AddSingleton<HandledEvents>();
var app = builder.Build();
HandledEvents events = app.Services.GetRequiredService<HandledEvents>();

app.MapWebhook<CueEvent>("/webhooks/cue", (e, context) =>
{
    string seen = e switch
    {
        CueAdImpression impression => $"ad {impression.Data.AdId} displayed in session {impression.Data.SessionId}",
        CueAdClick click => $"click {click.Data.ClickId} on ad {click.Data.AdId}",
        CueAdConversion conversion => $"conversion worth {conversion.Data.ConversionValue} {conversion.Data.Currency}",
        CueCampaignCreated created => $"campaign '{created.Data.CampaignName}' is {created.Data.Status}",
        CueCampaignBudgetExhausted exhausted => $"{exhausted.Data.Spent} of {exhausted.Data.Budget} spent",
        CueCampaignUpdated or CueCampaignPaused or CueAccountBilling => "known type, its data is raw JSON",
        CueUnknownEvent unknown => $"unknown type, data kept: {unknown.Data}",
        _ => "another event",
    };
    events.Add(context.Delivery, e.Type, seen);
    return Task.CompletedTask;
});
app.MapGet("/events", () => Results.Json(events.ToArray(), QuickStartJsonContext.Default.HandledEventArray));

await app.StartAsync();
bool isAsExpected = await Tour.RunAsync(app, events);
if (options.IsOnce)
{
    await app.StopAsync();
    return isAsExpected ? 0 : 1;
}

Console.WriteLine("Still listening; GET /events lists what was handled. Ctrl+C stops.");
await app.WaitForShutdownAsync();
return 0;
