using System.Text.Json;

namespace Webhooks.Receiver.Cue;

/// <summary>A billing event: a payment or an invoice (<c>account.billing</c>). Cue lists the type and publishes no payload.</summary>
public sealed record CueAccountBilling : CueEvent
{
    /// <inheritdoc/>
    public override string Type => CueEventTypes.AccountBilling;

    /// <summary>The data as raw JSON, because its members are not documented.</summary>
    public required JsonElement Data { get; init; }
}
