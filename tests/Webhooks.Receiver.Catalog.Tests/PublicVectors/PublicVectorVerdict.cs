namespace Webhooks.Receiver.Catalog.Tests;

internal enum PublicVectorVerdict
{
    Wrong = 0,
    NotExpressible,
    Right,
}
