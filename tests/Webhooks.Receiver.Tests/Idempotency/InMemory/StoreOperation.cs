namespace Webhooks.Receiver.Tests;

/// <summary>One step of a random run.</summary>
/// <param name="Kind">What is done.</param>
/// <param name="Key">The number of the key.</param>
/// <param name="Seconds">The lease, the retention, or how much time passes.</param>
/// <param name="Age">Which of the key's tokens is used: its latest, or one so many claims older.</param>
internal sealed record StoreOperation(StoreOperationKind Kind, int Key, int Seconds, int Age);
