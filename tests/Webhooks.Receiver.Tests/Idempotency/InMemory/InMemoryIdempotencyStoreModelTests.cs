namespace Webhooks.Receiver.Tests;

/// <summary>The same operations in each run; <see cref="FuzzTests"/> has others each time.</summary>
public sealed class InMemoryIdempotencyStoreModelTests
{
    [Theory]
    [InlineData(4, 6, 100)]
    [InlineData(4, 6, 2)]
    [InlineData(16, 60, 8)]
    public void Store_AnyOperations_AnswersAsTheModel(int keys, int longest, int capacity) =>
        FuzzRun.Run(StoreFuzz.Target("store", keys, longest, capacity), firstSeed: 1, TimeSpan.FromMinutes(1), maxBatches: 5).Cases.Should().Be(500);
}
