using System.Net.Http.Headers;
using System.Security.Cryptography;
using System.Text;

namespace QuickStart;

/// <summary>Sends as Cue does: a JSON body, and its HMAC-SHA256 in hexadecimal in the <c>cue-signature</c> header.</summary>
internal sealed class Sender(HttpClient client, Uri endpoint, string secret)
{
    private const string ForgersSecret = "not the secret";

    /// <returns>The status; 0 where there was no answer.</returns>
    public async Task<int> SendAsync(Delivery delivery)
    {
        byte[] body = Encoding.UTF8.GetBytes(delivery.Body);
        byte[] mac = HMACSHA256.HashData(Encoding.UTF8.GetBytes(delivery.IsGenuine ? secret : ForgersSecret), body);
        using var request = new HttpRequestMessage(HttpMethod.Post, endpoint) { Content = new ByteArrayContent(body) };
        request.Content.Headers.ContentType = new MediaTypeHeaderValue("application/json");
        request.Headers.Add("cue-signature", $"sha256={Convert.ToHexStringLower(mac)}");
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
}
