using System.Net.Http.Headers;
using System.Text;
using Microsoft.Extensions.Options;
using Webhooks.Receiver;
using Webhooks.Receiver.Testing;

namespace QuickStart;

/// <summary>Sends deliveries as the providers do: a JSON body with signature headers, or to a URL with a URL token.</summary>
internal sealed class Sender(HttpClient client, Uri address, IOptionsMonitor<WebhookOptions> options)
{
    private const string ForgedSecret = "not-the-configured-secret";

    /// <returns>The status code; 0 if there was no answer.</returns>
    public async Task<int> SendAsync(Delivery delivery)
    {
        using HttpRequestMessage request = CreateRequest(delivery);
        try
        {
            using HttpResponseMessage response = await client.SendAsync(request);
            return (int)response.StatusCode;
        }
        catch (HttpRequestException)
        {
            return 0;
        }
    }

    private HttpRequestMessage CreateRequest(Delivery delivery)
    {
        WebhookProvider provider = delivery.Provider;
        WebhookOptions configured = options.Get(provider.ConfigurationSection);
        string secret = delivery.IsAuthentic ? (provider.Scheme is null ? configured.UrlTokens : configured.Secrets)[0] : ForgedSecret;
        string path = provider.DefaultPath.Replace($"{{{WebhookProvider.UrlTokenParameter}}}", secret, StringComparison.Ordinal);
        byte[] body = Encoding.UTF8.GetBytes(delivery.Body);
        var request = new HttpRequestMessage(HttpMethod.Post, new Uri(address, path)) { Content = new ByteArrayContent(body) };
        request.Content.Headers.ContentType = new MediaTypeHeaderValue("application/json");
        if (provider.Scheme is { } scheme)
        {
            DateTimeOffset? signedAt = scheme.Timestamp is null ? null : DateTimeOffset.UtcNow - delivery.Age;
            foreach ((string name, string value) in WebhookSigner.Sign(scheme, secret, body, signedAt))
            {
                request.Headers.TryAddWithoutValidation(name, value);
            }
        }

        return request;
    }
}
