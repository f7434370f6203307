using Webhooks.Receiver.CueApi;

namespace Webhooks.Receiver.Tests;

/// <summary>The events of a batch, each by itself.</summary>
public sealed class CueApiSubscriptionShapeTests : TypedEventShapeTests<CueApiSubscriptionEvent>
{
    private protected override ProviderPayloads Payloads => ProviderPayloads.CueApiSubscriptions;

    protected override string TypeMember => "event_type";

    protected override Type EventTypes => typeof(CueApiSubscriptionEventTypes);

    protected override IReadOnlyList<string> Essential => ["event_type", "id"];

    protected override IReadOnlyList<string> Ids => ["id"];

    private protected override bool IsRaw(string path, CueApiSubscriptionEvent known) => path == "payload" && known is CueApiTurnPass;

    private protected override bool IsRequired(string path, CueApiSubscriptionEvent known) =>
        (path == "payload" && known is not CueApiTurnPass) || (path == "payload/message_id" && known is CueApiMessageDelivered);
}
