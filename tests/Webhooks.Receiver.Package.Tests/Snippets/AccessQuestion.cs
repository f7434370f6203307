// What the documentation calls a question.
using System.Text;
using Webhooks.Receiver;

public sealed record AccessQuestion(string User) : IWebhookEvent<AccessQuestion>
{
    public static WebhookProvider<AccessQuestion> Provider { get; } = new AccessProvider();

    public DeliveryIdentity Identity { get; set; }

    public string Type => "access";
}

internal sealed class AccessProvider : WebhookProvider<AccessQuestion>
{
    public override string Name => "access";

    public override SignatureScheme Scheme { get; } = new() { Header = "X-Access-Signature" };

    public override bool ExpectsAnswer => true;

    public override SenderBehavior Sender { get; } = new()
    {
        Deadline = TimeSpan.FromSeconds(5),
        ShortestRetryWindow = TimeSpan.Zero,
        DefaultLease = TimeSpan.FromSeconds(30),
    };

    public override WebhookParseResult<AccessQuestion> Parse(WebhookPayload payload) => WebhookParseResult<AccessQuestion>.Parsed(
        new AccessQuestion(Encoding.UTF8.GetString(payload.Body)), DeliveryIdentity.FromBody(payload.Body));
}
