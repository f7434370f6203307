namespace Webhooks.Receiver.Tests;

/// <summary>Cue's payloads by name: as documented, and <c>made-up</c> for the types whose payload is not published.</summary>
internal static class CuePayloads
{
    public static IEnumerable<byte[]> Bodies => ProviderPayloads.Cue.KnownBodies;

    public static byte[] AdClick => Read("ad.click.json");

    public static byte[] CampaignCreated => Read("campaign.created.json");

    public static byte[] Read(string file) => ProviderPayloads.Cue.Read(file);
}
