using Webhooks.Receiver.AdGem;

namespace Webhooks.Receiver.Tests;

public sealed class AdGemPostbackShapeTests : EventShapeTests<AdGemPostback>
{
    private protected override ProviderPayloads Payloads => ProviderPayloads.AdGemPostbacks;

    protected override IReadOnlyList<string> Essential => ["request_id"];

    protected override IReadOnlyList<string> Ids => ["request_id"];

    private protected override bool IsRequired(string path, AdGemPostback known) => path is "data" or "data/player_id";
}
