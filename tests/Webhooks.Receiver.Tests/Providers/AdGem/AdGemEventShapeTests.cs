using System.Text.Json;
using Webhooks.Receiver.AdGem;

namespace Webhooks.Receiver.Tests;

public sealed class AdGemEventShapeTests : NumericIdEventShapeTests<AdGemEvent>
{
    private protected override ProviderPayloads Payloads => ProviderPayloads.AdGem;

    protected override JsonNamingPolicy Naming => JsonNamingPolicy.CamelCase;

    protected override string TypeMember => "type";

    protected override Type EventTypes => typeof(AdGemEventTypes);

    protected override IReadOnlyList<string> Ids => ["data/offerId", "data/appId", "data/campaignId", "data/player_id", "data/app_id"];

    private protected override bool IsRequired(string path, AdGemEvent known) => path is "data" or "data/offerId" or "data/player_id";
}
