using System.Globalization;
using System.Text;

namespace Webhooks.Receiver.Tests;

/// <summary>A provider that asks. A question that is a time was asked then.</summary>
internal sealed class QuestionProvider : WebhookProvider<QuestionEvent>
{
    public override string Name => "question";

    public override SignatureScheme Scheme { get; } = new() { Header = "X-Question" };

    public override bool ExpectsAnswer => true;

    public override SenderBehavior Sender { get; } = new()
    {
        Deadline = TimeSpan.FromSeconds(5),
        ShortestRetryWindow = TimeSpan.Zero, // it does not try again
        DefaultLease = TimeSpan.FromSeconds(30),
    };

    public override WebhookParseResult<QuestionEvent> Parse(WebhookPayload payload) => WebhookParseResult<QuestionEvent>.Parsed(
        new QuestionEvent(Encoding.UTF8.GetString(payload.Body)),
        DeliveryIdentity.FromBody(payload.Body),
        DateTimeOffset.TryParse(Encoding.UTF8.GetString(payload.Body), CultureInfo.InvariantCulture, out DateTimeOffset asked) ? asked : null);
}
