namespace Webhooks.Receiver.Benchmarks.Endpoints;

/// <summary>The kinds of deliveries to an endpoint.</summary>
public enum EndpointCase
{
    /// <summary>An <c>ad.click</c> with a new event.</summary>
    Accepted,

    /// <summary>An <c>ad.click</c> with a forged signature.</summary>
    Forged,

    /// <summary>An <c>ad.click</c> that has been handled.</summary>
    Duplicate,

    /// <summary>1 MiB with a forged signature.</summary>
    ForgedMegabyte,
}
