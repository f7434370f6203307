using System.Text.Json;
using Webhooks.Receiver.AdGem;

namespace Webhooks.Receiver.Tests;

public sealed class AdGemMemberDriftTests : MemberDriftTests<AdGemEvent>
{
    private protected override ProviderPayloads Payloads => ProviderPayloads.AdGem;

    protected override JsonNamingPolicy Naming => JsonNamingPolicy.CamelCase;
}
