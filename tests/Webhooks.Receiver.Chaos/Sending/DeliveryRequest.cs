using System.Net.Http.Headers;
using Webhooks.Receiver.Testing;

namespace Webhooks.Receiver.Chaos;

/// <summary>The request of a delivery, signed or with a URL token.</summary>
internal static class DeliveryRequest
{
    /// <param name="address">The address of a receiver.</param>
    /// <param name="events">The events of the delivery; several only if the provider sends several.</param>
    public static HttpRequestMessage Create(Uri address, params IReadOnlyList<ChaosEvent> events)
    {
        ChaosEvent sent = events[0];
        ChaosProvider provider = sent.Provider;
        byte[] body = provider.CreateBatch is { } create ? create([.. events.Select(e => (e.EventType, (string?)e.Id))]) : sent.Body;
        SignatureScheme? scheme = provider.Provider.Scheme;
        string path = provider.GetPath(sent.Mode) + (scheme is null ? $"/{ChaosProvider.Secret}" : "");
        var request = new HttpRequestMessage(HttpMethod.Post, new Uri(address, path)) { Content = new ByteArrayContent(body) };
        request.Content.Headers.ContentType = new MediaTypeHeaderValue("application/json");
        foreach ((string name, string value) in scheme is null ? [] : WebhookSigner.Sign(scheme, ChaosProvider.Secret, new WebhookRequest("POST", path, [], body)))
        {
            request.Headers.TryAddWithoutValidation(name, value);
        }

        return request;
    }
}
