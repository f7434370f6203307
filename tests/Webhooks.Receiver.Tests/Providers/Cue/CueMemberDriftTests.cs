using Webhooks.Receiver.Cue;

namespace Webhooks.Receiver.Tests;

public sealed class CueMemberDriftTests : MemberDriftTests<CueEvent>
{
    private protected override RoomPayloads Payloads => RoomPayloads.Cue;

    private protected override bool IsIdentity(EventMember member) => member.Path == "id";
}
