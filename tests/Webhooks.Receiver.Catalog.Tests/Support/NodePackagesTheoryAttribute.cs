namespace Webhooks.Receiver.Catalog.Tests;

/// <summary>A theory that needs the senders' own libraries for Node. Where they cannot be installed, it is skipped with a reason.</summary>
[AttributeUsage(AttributeTargets.Method)]
internal sealed class NodePackagesTheoryAttribute : TheoryAttribute
{
    public NodePackagesTheoryAttribute() => Skip = NodePackages.MissingReason;
}
