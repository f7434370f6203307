using System.Collections.Specialized;
using System.Text;
using System.Web;

namespace Webhooks.Receiver.Tests;

/// <summary>api.slack.com, "Verifying requests from Slack": <c>v0=…</c> over <c>v0:time:body</c>; the body is a form.</summary>
public sealed class SlackProvider : WebhookProvider<SlackCommand>
{
    public override string Name => "slack";

    public override WebhookMediaTypes MediaTypes { get; } = new("application/x-www-form-urlencoded");

    public override SignatureScheme Scheme { get; } = new()
    {
        Header = "X-Slack-Signature",
        Format = SignatureFormat.Value("v0="),
        Timestamp = SignatureTimestamp.InHeader("X-Slack-Request-Timestamp"),
        SignedContent = [SignedPart.Text("v0:"), SignedPart.Timestamp, SignedPart.Text(":"), SignedPart.Body],
    };

    public override SenderBehavior Sender { get; } = new()
    {
        Deadline = TimeSpan.FromSeconds(3),
        ShortestRetryWindow = TimeSpan.FromMinutes(1),
        DefaultLease = TimeSpan.FromSeconds(10),
    };

    public override WebhookParseResult<SlackCommand> Parse(WebhookPayload payload)
    {
        NameValueCollection form = HttpUtility.ParseQueryString(Encoding.UTF8.GetString(payload.Body));
        return form["command"] is { Length: > 0 } command && form["user_id"] is { } user && form["response_url"] is { } url
            ? WebhookParseResult<SlackCommand>.Parsed(
                new SlackCommand(command, form["text"] ?? "", user, url), DeliveryIdentity.FromSigned(form["trigger_id"]))
            : WebhookParseResult<SlackCommand>.Malformed();
    }
}
