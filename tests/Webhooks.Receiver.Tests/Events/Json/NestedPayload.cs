namespace Webhooks.Receiver.Tests;

/// <summary>A payload that contains itself.</summary>
internal sealed record NestedPayload
{
    public NestedPayload? Child { get; init; }

    public int Count()
    {
        int count = 0;
        for (NestedPayload? payload = this; payload is not null; payload = payload.Child)
        {
            count++;
        }

        return count;
    }
}
