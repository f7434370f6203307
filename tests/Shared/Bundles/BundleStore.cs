namespace Webhooks.Receiver.Tests;

/// <summary>A durable store under test.</summary>
/// <param name="Services">The services of a started host with the store.</param>
/// <param name="EffectsTable">A table with the text column <c>id</c>, into which handlers write.</param>
/// <param name="ReadEffectsAsync">Reads the ids of that table.</param>
internal sealed record BundleStore(IServiceProvider Services, string EffectsTable, Func<Task<string[]>> ReadEffectsAsync);
