namespace Webhooks.Receiver.Tests;

public sealed class IdempotencyClaimTests
{
    [Fact]
    public void Claimed_NoToken_Throws()
    {
        Action create = () => IdempotencyClaim.Claimed(default);

        create.Should().Throw<ArgumentOutOfRangeException>();
        IdempotencyClaim.Claimed(new ClaimToken(7)).Token.Should().Be(new ClaimToken(7));
    }

    [Theory]
    [InlineData(-1, 0)]
    [InlineData(0, 0)]
    [InlineData(1, 1)]
    public void InProgress_TimeToWait_IsNeverNegative(long ticks, long expected)
    {
        IdempotencyClaim claim = IdempotencyClaim.InProgress(TimeSpan.FromTicks(ticks));

        (claim.Status, claim.RetryAfter.Ticks).Should().Be((IdempotencyClaimStatus.InProgress, expected));
    }
}
