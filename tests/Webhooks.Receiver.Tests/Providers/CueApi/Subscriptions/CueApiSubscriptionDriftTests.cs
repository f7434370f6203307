using Webhooks.Receiver.CueApi;

namespace Webhooks.Receiver.Tests;

public sealed class CueApiSubscriptionDriftTests : MemberDriftTests<CueApiSubscriptionEvent>
{
    private protected override RoomPayloads Payloads => RoomPayloads.CueApiSubscriptions;

    private protected override bool IsIdentity(EventMember member) => member.Path == "id";
}
