using System.Security.Cryptography;
using System.Text;

namespace Smoke;

/// <summary>Sends deliveries as Cue does.</summary>
internal sealed class Sender(string address, string secret) : IDisposable
{
    private readonly HttpClient _client = new() { BaseAddress = new Uri(address), Timeout = TimeSpan.FromSeconds(30) };

    public static string Sign(string body, string secret) =>
        $"sha256={Convert.ToHexStringLower(HMACSHA256.HashData(Encoding.UTF8.GetBytes(secret), Encoding.UTF8.GetBytes(body)))}";

    public Task<int> SendAsync(string path, string body) => SendAsync(path, body, Sign(body, secret));

    public Task<int> SendForgedAsync(string path, string body) => SendAsync(path, body, Sign(body, "another secret"));

    public void Dispose() => _client.Dispose();

    private async Task<int> SendAsync(string path, string body, string signature)
    {
        using var request = new HttpRequestMessage(HttpMethod.Post, path) { Content = new StringContent(body, Encoding.UTF8, "application/json") };
        request.Headers.Add("cue-signature", signature);
        using HttpResponseMessage response = await _client.SendAsync(request);
        return (int)response.StatusCode;
    }
}
