namespace Webhooks.Receiver.Testing;

/// <summary>What <see cref="FaultInjectingIdempotencyStore"/> throws unless it is given another exception.</summary>
public sealed class InjectedFaultException : Exception
{
    internal InjectedFaultException()
        : base("A fault that the test asked for.")
    {
    }
}
