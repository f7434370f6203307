using Webhooks.Receiver.AdGem;

namespace Webhooks.Receiver.Tests;

public sealed class AdGemPostbackDriftTests : MemberDriftTests<AdGemPostback>
{
    private protected override ProviderPayloads Payloads => ProviderPayloads.AdGemPostbacks;

    private protected override bool IsIdentity(EventMember member) => member.Path == "request_id";
}
