using Webhooks.Receiver.CueApi;

namespace Webhooks.Receiver.Tests;

public sealed class CueApiSubscriptionDriftTests : MemberDriftTests<CueApiSubscriptionEvent>
{
    private protected override ProviderPayloads Payloads => ProviderPayloads.CueApiSubscriptions;

    private protected override bool IsIdentity(EventMember member) => member.Path == "id";
}
