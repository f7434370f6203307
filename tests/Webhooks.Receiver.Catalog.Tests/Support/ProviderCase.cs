using Microsoft.AspNetCore.Builder;

namespace Webhooks.Receiver.Catalog.Tests;

/// <summary>One provider of the catalogue, with what its sender does.</summary>
internal abstract class ProviderCase
{
    public static readonly DateTimeOffset Now = new(2026, 3, 13, 17, 51, 14, TimeSpan.Zero);

    public abstract WebhookProvider Provider { get; }

    public string Name => Provider.ConfigurationSection;

    public string Secret { get; init; } = "catalogue-test-secret-4711";

    /// <summary>What is configured, if it is not the secret itself.</summary>
    public string? Configured { get; init; }

    /// <summary>The body of the event with a number. Its second argument is what may differ between two deliveries of one event.</summary>
    public required Func<int, string, string> Body { get; init; }

    /// <summary>The headers that the sender signs, and the signature.</summary>
    public required Func<Sending, KeyValuePair<string, string>[]> Sign { get; init; }

    /// <summary>The headers that the sender does not sign.</summary>
    public Func<int, KeyValuePair<string, string>[]> Headers { get; init; } = _ => [];

    /// <summary>Further settings, by their names below the provider's section.</summary>
    public Dictionary<string, string?> Settings { get; } = [];

    public required string Type { get; init; }

    /// <summary>The id of an event; null if the sender sends none.</summary>
    public Func<int, string?> Id { get; init; } = _ => null;

    public bool SignsItsId { get; init; } = true;

    public bool SignsBody { get; init; } = true;

    public bool SignsTime { get; init; }

    public bool SignsUrl { get; init; }

    public string ContentType { get; init; } = "application/json";

    /// <summary>Makes the JSON that a handler sees into a body that the sender could send.</summary>
    public Func<string, string> Wrap { get; init; } = json => json;

    public string Url => $"https://hooks.example.com{Provider.DefaultPath}";

    public static KeyValuePair<string, string>[] Pairs(params (string Name, string Value)[] headers) =>
        [.. headers.Select(header => KeyValuePair.Create(header.Name, header.Value))];

    public abstract (CatalogEvent? Event, DeliveryIdentity Identity) Parse(byte[] body, WebhookHeaders headers);

    public abstract void Map(WebApplication app, string path, Func<CatalogEvent, WebhookContext, Task> handler, bool inBackground);

    public HttpRequestMessage Message(int number, string note = "") => Message(Body(number, note), number);

    public HttpRequestMessage Message(string body, int number, DateTimeOffset? now = null, string? secret = null) => ToMessage(
        body, [.. Sign(new Sending(secret ?? Secret, body, now ?? Now, $"msg_{number}", Url)), .. Headers(number)], Provider.DefaultPath);

    public HttpRequestMessage ToMessage(string body, IEnumerable<KeyValuePair<string, string>> headers, string path)
    {
        var message = new HttpRequestMessage(HttpMethod.Post, path) { Content = new ByteArrayContent(System.Text.Encoding.UTF8.GetBytes(body)) };
        message.Content.Headers.TryAddWithoutValidation("Content-Type", ContentType);
        foreach ((string name, string value) in headers)
        {
            message.Headers.TryAddWithoutValidation(name, value);
        }

        return message;
    }

    public override string ToString() => Name;
}
