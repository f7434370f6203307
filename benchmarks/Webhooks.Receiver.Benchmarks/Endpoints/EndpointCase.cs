namespace Webhooks.Receiver.Benchmarks.Endpoints;

/// <summary>What comes to an endpoint.</summary>
public enum EndpointCase
{
    /// <summary>An <c>ad.click</c> that has not come before.</summary>
    Accepted,

    /// <summary>An <c>ad.click</c> with a signature that somebody made up.</summary>
    Forged,

    /// <summary>An <c>ad.click</c> that has been handled.</summary>
    Duplicate,

    /// <summary>1 MiB with a signature that somebody made up.</summary>
    ForgedMegabyte,
}
