using Webhooks.Receiver.CueApi;

namespace Webhooks.Receiver.Tests;

public sealed class CueApiAlertShapeTests : TypedEventShapeTests<CueApiAlert>
{
    private protected override ProviderPayloads Payloads => ProviderPayloads.CueApiAlerts;

    protected override string TypeMember => "alert_type";

    protected override Type EventTypes => typeof(CueApiAlertTypes);

    protected override IReadOnlyList<string> Essential => ["alert_type", "alert_id"];

    protected override IReadOnlyList<string> Ids => ["alert_id", "execution_id", "cue_id"];

    private protected override bool IsRaw(string path, CueApiAlert known) => path == "metadata";
}
