using System.Collections.Concurrent;

namespace Webhooks.Receiver.AspNetCore.Tests.Support;

/// <summary>The tenants with their secrets, and who looked for them.</summary>
internal sealed class TenantLookups
{
    private readonly ConcurrentQueue<TenantDirectory> _directories = new();

    public Dictionary<string, string[]> Tenants { get; } = [];

    /// <summary>The directory of each look-up.</summary>
    public IReadOnlyList<TenantDirectory> Directories => [.. _directories];

    public void Add(TenantDirectory directory) => _directories.Enqueue(directory);
}
