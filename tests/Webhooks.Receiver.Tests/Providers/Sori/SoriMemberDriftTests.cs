using Webhooks.Receiver.Sori;

namespace Webhooks.Receiver.Tests;

public sealed class SoriMemberDriftTests : MemberDriftTests<SoriEvent>
{
    private protected override RoomPayloads Payloads => RoomPayloads.Sori;
}
