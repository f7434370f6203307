using Webhooks.Receiver.CueApi;

namespace Webhooks.Receiver.Tests;

public sealed class CueApiMessageShapeTests : EventShapeTests<CueApiMessage>
{
    private protected override ProviderPayloads Payloads => ProviderPayloads.CueApiMessages;

    protected override IReadOnlyList<string> Essential => ["id"];

    protected override IReadOnlyList<string> Ids => ["id"];

    private protected override bool IsRaw(string path, CueApiMessage known) => path == "metadata";

    private protected override bool IsRequired(string path, CueApiMessage known) =>
        path is "from" or "to" or "body" or "from/agent_id" or "to/agent_id";
}
