using System.Security.Cryptography;
using System.Text;
using System.Text.Json;

namespace Webhooks.Receiver.AspNetCore.Tests.Support;

/// <summary>Has the handshakes that senders have: a challenge in the query, with and without a verify token, and one in a signed body.</summary>
internal sealed class GreetingProvider : WebhookProvider<GreetingEvent>
{
    public override string Name => "greeting";

    public override SignatureScheme Scheme { get; } = new() { Header = "X-Greeting" };

    public override IReadOnlyList<string> HandshakeMethods { get; } = ["GET", "HEAD"];

    public override bool RequiresVerifyToken => true;

    public override bool AnswersWithoutBody => true;

    public override SenderBehavior Sender { get; } = new()
    {
        Deadline = TimeSpan.FromSeconds(5),
        ShortestRetryWindow = TimeSpan.FromMinutes(1),
        DefaultLease = TimeSpan.FromSeconds(20),
    };

    public override WebhookAnswer? AnswerUnsignedHandshake(WebhookHandshake handshake)
    {
        handshake.Body.IsEmpty.Should().BeTrue();
        handshake.Secrets.Should().BeEmpty();
        if (handshake.GetQueryValue("throw") is { } message)
        {
            throw new InvalidOperationException(message);
        }

        if (handshake.Method == "HEAD")
        {
            return WebhookAnswer.Status(204);
        }

        if (handshake.GetQueryValue("validationToken") is { } token)
        {
            return WebhookAnswer.Text(token);
        }

        return handshake.GetQueryValue("hub.challenge") is { } challenge && handshake.IsVerifyToken(handshake.GetQueryValue("hub.verify_token"))
            ? WebhookAnswer.Text(challenge)
            : null;
    }

    public override WebhookAnswer? AnswerHandshake(WebhookHandshake handshake)
    {
        using var json = JsonDocument.Parse(handshake.Body.ToArray());
        if (json.RootElement.TryGetProperty("id", out _) || !json.RootElement.TryGetProperty("challenge", out JsonElement challenge))
        {
            return null;
        }

        byte[] mac = HMACSHA256.HashData(Encoding.UTF8.GetBytes(handshake.Secrets[0]), Encoding.UTF8.GetBytes(challenge.GetString()!));
        return WebhookAnswer.Json(JsonSerializer.SerializeToUtf8Bytes(
            new Dictionary<string, string> { ["plain"] = challenge.GetString()!, ["mac"] = Convert.ToHexStringLower(mac) },
            TestJsonContext.Default.DictionaryStringString));
    }

    public override WebhookParseResult<GreetingEvent> Parse(WebhookPayload payload)
    {
        using var json = JsonDocument.Parse(payload.Body.ToArray());
        return json.RootElement.TryGetProperty("id", out JsonElement id)
            ? WebhookParseResult<GreetingEvent>.Parsed(new GreetingEvent(id.GetString()!), DeliveryIdentity.FromSigned(id.GetString()))
            : WebhookParseResult<GreetingEvent>.Malformed();
    }
}
