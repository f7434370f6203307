using Webhooks.Receiver.CueApi;

namespace Webhooks.Receiver.Tests;

public sealed class CueApiAlertDriftTests : MemberDriftTests<CueApiAlert>
{
    private protected override ProviderPayloads Payloads => ProviderPayloads.CueApiAlerts;

    private protected override bool IsIdentity(EventMember member) => member.Path == "alert_id";
}
