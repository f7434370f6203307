using Webhooks.Receiver.Sori;

namespace Webhooks.Receiver.Tests;

/// <summary>Requests as SORI sends them: to a URL that is secret.</summary>
internal static class SoriDelivery
{
    public const string Token = "c4nary-url-token-0123456789";

    public static WebhookEndpoint<SoriEvent> Endpoint => ReceiverHarness.EndpointOf<SoriEvent>(SoriEvent.Provider.DefaultPath);

    public static Dictionary<string, string?> Settings => new() { ["Webhooks:Sori:UrlTokens:0"] = Token };

    public static byte[] Click => ProviderPayloads.Sori.Read("click.json");

    public static WebhookRequest Request(byte[] body, string url = "/webhooks/sori/" + Token) =>
        new("POST", url, [KeyValuePair.Create("Content-Type", "application/json")], body);

    /// <summary>A request as a router hands it on.</summary>
    public static BufferedSource Source(byte[] body, string? token = Token) => new(Request(body, "/"))
    {
        RouteValues = token is null ? new Dictionary<string, string>() : new() { [WebhookProvider.UrlTokenParameter] = token },
    };
}
