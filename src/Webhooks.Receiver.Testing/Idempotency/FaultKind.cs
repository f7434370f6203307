namespace Webhooks.Receiver.Testing;

internal enum FaultKind
{
    None,
    Fail,
    Delay,
    Hang,
    Run,
}
