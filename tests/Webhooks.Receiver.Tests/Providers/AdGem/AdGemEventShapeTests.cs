using System.Text.Json;
using Webhooks.Receiver.AdGem;

namespace Webhooks.Receiver.Tests;

public sealed class AdGemEventShapeTests : NumericIdEventShapeTests<AdGemEvent>
{
    private protected override RoomPayloads Payloads => RoomPayloads.AdGem;

    protected override JsonNamingPolicy Naming => JsonNamingPolicy.CamelCase;

    protected override string TypeMember => "type";

    protected override Type EventTypes => typeof(AdGemEventTypes);

    protected override IReadOnlyList<string> Ids => ["data/offerId", "data/appId", "data/campaignId"];

    private protected override bool IsRequired(string path, AdGemEvent known) => path is "data" or "data/offerId";

    /// <summary>The time may be Unix seconds.</summary>
    private protected override bool Accepts(string path, string value, AdGemEvent known) =>
        base.Accepts(path, value, known) || (path == "timestamp" && value == "7");

    private protected override string ExpectedOf(string path, string value) =>
        path == "timestamp" && value == "7" ? DateTimeOffset.FromUnixTimeSeconds(7).ToString("O") : base.ExpectedOf(path, value);
}
