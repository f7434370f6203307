using Webhooks.Receiver.CueApi;

namespace Webhooks.Receiver.Tests;

public sealed class CueApiMemberDriftTests : MemberDriftTests<CueApiEvent>
{
    private protected override ProviderPayloads Payloads => ProviderPayloads.CueApi;

    private protected override bool IsIdentity(EventMember member) => member.Path == "execution_id";
}
