using Webhooks.Receiver.Sori;

namespace Webhooks.Receiver.Tests;

public sealed class SoriEventShapeTests : NumericIdEventShapeTests<SoriEvent>
{
    private protected override ProviderPayloads Payloads => ProviderPayloads.Sori;

    protected override string TypeMember => "event_type";

    protected override Type EventTypes => typeof(SoriEventTypes);

    protected override IReadOnlyList<string> Ids => ["material_id", "campaign_id", "device_id"];
}
