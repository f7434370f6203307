using System.Text.Json;
using Webhooks.Receiver.AdGem;

namespace Webhooks.Receiver.Tests;

public sealed class AdGemMemberDriftTests : MemberDriftTests<AdGemEvent>
{
    private protected override RoomPayloads Payloads => RoomPayloads.AdGem;

    protected override JsonNamingPolicy Naming => JsonNamingPolicy.CamelCase;
}
