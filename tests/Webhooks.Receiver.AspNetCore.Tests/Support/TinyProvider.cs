using System.Text;

namespace Webhooks.Receiver.AspNetCore.Tests.Support;

/// <summary>Signs the body with a bare base64 MAC, and takes a 4xx for final.</summary>
internal sealed class TinyProvider : WebhookProvider<TinyEvent>
{
    public override string Name => "tiny";

    public override WebhookMediaTypes MediaTypes { get; } = new("text/plain");

    public override IReadOnlyList<string> Methods { get; } = ["POST", "PUT"];

    public override SignatureScheme Scheme { get; } = new() { Header = "X-Tiny", Encoding = SignatureEncoding.Base64 };

    public override SenderBehavior Sender { get; } = new()
    {
        Deadline = TimeSpan.FromSeconds(5),
        ShortestRetryWindow = TimeSpan.FromMinutes(1),
        DefaultLease = TimeSpan.FromSeconds(20),
        TreatsClientErrorsAsFinal = true,
    };

    public override WebhookParseResult<TinyEvent> Parse(WebhookPayload payload) => payload.Body.IsEmpty
        ? WebhookParseResult<TinyEvent>.Malformed()
        : WebhookParseResult<TinyEvent>.Parsed(new TinyEvent(Encoding.UTF8.GetString(payload.Body)), DeliveryIdentity.FromBody(payload.Body));
}
