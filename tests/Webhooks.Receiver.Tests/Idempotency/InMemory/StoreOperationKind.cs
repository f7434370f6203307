namespace Webhooks.Receiver.Tests;

internal enum StoreOperationKind
{
    Claim,
    Renew,
    Complete,
    Release,
    Advance,
}
