namespace Webhooks.Receiver.Testing;

/// <summary>The default exception of <see cref="FaultInjectingIdempotencyStore"/>.</summary>
public sealed class InjectedFaultException : Exception
{
    internal InjectedFaultException()
        : base("A fault that was injected by a test.")
    {
    }
}
