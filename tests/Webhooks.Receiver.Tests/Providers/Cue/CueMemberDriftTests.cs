using Webhooks.Receiver.Cue;

namespace Webhooks.Receiver.Tests;

public sealed class CueMemberDriftTests : MemberDriftTests<CueEvent>
{
    private protected override ProviderPayloads Payloads => ProviderPayloads.Cue;

    private protected override bool IsIdentity(EventMember member) => member.Path == "id";
}
