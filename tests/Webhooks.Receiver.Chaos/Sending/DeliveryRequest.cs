using System.Net.Http.Headers;
using Webhooks.Receiver.Testing;

namespace Webhooks.Receiver.Chaos;

/// <summary>The request of a delivery, signed or with a URL token.</summary>
internal static class DeliveryRequest
{
    public static HttpRequestMessage Create(Uri address, ChaosEvent sent)
    {
        ChaosProvider provider = sent.Provider;
        byte[] body = sent.Body;
        SignatureScheme? scheme = provider.Provider.Scheme;
        string path = provider.GetPath(sent.Mode) + (scheme is null ? $"/{ChaosProvider.Secret}" : "");
        var request = new HttpRequestMessage(HttpMethod.Post, new Uri(address, path)) { Content = new ByteArrayContent(body) };
        request.Content.Headers.ContentType = new MediaTypeHeaderValue("application/json");
        foreach ((string name, string value) in scheme is null ? [] : WebhookSigner.Sign(scheme, ChaosProvider.Secret, body))
        {
            request.Headers.TryAddWithoutValidation(name, value);
        }

        return request;
    }
}
