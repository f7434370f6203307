using Webhooks.Receiver.Sori;

namespace Webhooks.Receiver.Tests;

public sealed class SoriMemberDriftTests : MemberDriftTests<SoriEvent>
{
    private protected override ProviderPayloads Payloads => ProviderPayloads.Sori;
}
