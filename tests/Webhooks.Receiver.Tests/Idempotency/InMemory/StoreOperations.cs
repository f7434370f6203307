namespace Webhooks.Receiver.Tests;

/// <summary>A run as a case. It prints one operation in a line.</summary>
internal sealed record StoreOperations(IReadOnlyList<StoreOperation> List)
{
    public override string ToString() => string.Concat(List.Select((operation, i) => $"\n{i + 1}. {operation}"));
}
