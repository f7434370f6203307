using FsCheck;

namespace Webhooks.Receiver.Tests;

/// <summary>What is fuzzed.</summary>
/// <param name="Name">The test's argument, by which it can be filtered.</param>
/// <param name="Property">Makes cases, and throws where one does not hold.</param>
internal sealed record FuzzTarget(string Name, Property Property)
{
    public override string ToString() => Name;
}
