using Webhooks.Receiver.AdGem;
using Webhooks.Receiver.CubeConnect;
using Webhooks.Receiver.Cue;
using Webhooks.Receiver.CueApi;
using Webhooks.Receiver.Sori;

namespace QuickStart;

/// <summary>Describes an event in one line: a handler's switch over the event types of one provider.</summary>
internal static class EventText
{
    public static string Describe(CueEvent e) => e switch
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

    public static string Describe(CueApiEvent e) => e switch
    {
        CueApiExecution execution => $"cue {execution.CueId} fired: {execution.Payload}",
        CueApiUnknownEvent unknown => $"unreadable envelope kept: {unknown.Json}",
        _ => "another event",
    };

    public static string Describe(CubeConnectEvent e) => e switch
    {
        CubeConnectMessageStatusUpdated status => $"message {status.MessageId} is {status.Status}",
        CubeConnectMessageReceived message => $"{message.MessageKind} message from {message.SenderName}",
        CubeConnectUnknownEvent unknown => $"unknown type, kept: {unknown.Json}",
        _ => "another event",
    };

    public static string Describe(AdGemEvent e) => e switch
    {
        AdGemOfferCreated created => $"offer {created.Data.OfferId} is new",
        AdGemOfferUpdated updated => $"offer {updated.Data.OfferId} changed",
        AdGemOfferRemoved removed => $"offer {removed.Data.OfferId} is gone, for now",
        AdGemUnknownEvent unknown => $"unknown type, data kept: {unknown.Data}",
        _ => "another event",
    };

    public static string Describe(SoriEvent e) => e switch
    {
        SoriImpression impression => $"unauthenticated: impression of {impression.CampaignName}",
        SoriClick click => $"unauthenticated: click on {click.CampaignName}",
        SoriUnknownEvent unknown => $"unauthenticated, unknown type, kept: {unknown.Json}",
        _ => "another event",
    };
}
