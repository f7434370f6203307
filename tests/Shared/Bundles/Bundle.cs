using System.Security.Cryptography;
using System.Text;

namespace Webhooks.Receiver.Tests;

/// <summary>Makes deliveries with several events.</summary>
internal static class Bundle
{
    public const string Secret = "bundle-secret-3c9e";
    public const string SecretSetting = "Webhooks:bundle:Secrets:0";

    public static string[] Ids(int first, int count) => [.. Enumerable.Range(first, count).Select(number => $"e{number}")];

    public static string BodyOf(IEnumerable<string> ids) => $$"""{"events":[{{string.Join(",", ids.Select(id => $$"""{"id":"{{id}}"}"""))}}]}""";

    public static string Sign(string body, string secret = Secret) =>
        Convert.ToHexStringLower(HMACSHA256.HashData(Encoding.UTF8.GetBytes(secret), Encoding.UTF8.GetBytes(body)));

    public static WebhookRequest Request(string body, string secret = Secret) => new(
        "POST", "/bundles", [new("Content-Type", "application/json"), new("X-Bundle", Sign(body, secret))], Encoding.UTF8.GetBytes(body));

    public static HttpRequestMessage Message(string path, string body)
    {
        var message = new HttpRequestMessage(HttpMethod.Post, path) { Content = new StringContent(body, Encoding.UTF8, "application/json") };
        message.Headers.Add("X-Bundle", Sign(body));
        return message;
    }
}
