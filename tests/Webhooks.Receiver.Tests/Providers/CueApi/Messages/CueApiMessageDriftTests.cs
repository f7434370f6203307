using Webhooks.Receiver.CueApi;

namespace Webhooks.Receiver.Tests;

public sealed class CueApiMessageDriftTests : MemberDriftTests<CueApiMessage>
{
    private protected override ProviderPayloads Payloads => ProviderPayloads.CueApiMessages;

    private protected override bool IsIdentity(EventMember member) => member.Path == "id";
}
