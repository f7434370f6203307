namespace Webhooks.Receiver.Sori;

/// <summary>The campaign events that SORI lists ("Campaign Webhook").</summary>
public static class SoriEventTypes
{
    /// <summary>A campaign was recognized and displayed on a device.</summary>
    public const string Impression = "impression";

    /// <summary>A user visited the campaign's address.</summary>
    public const string Click = "click";
}
