namespace Webhooks.Receiver.Tests;

public sealed class WebhookTenantTests
{
    [Fact]
    public void Constructor_MoreSecretsThanAForgeryIsTriedAgainst_ThrowsAndQuotesNone()
    {
        Func<WebhookTenant> make = () => new WebhookTenant("a", "canary-1", "canary-2", "canary-3", "canary-4");

        make.Should().Throw<ArgumentException>().Which.Message.Should().StartWith("A tenant has 3 secrets at most.").And.NotContain("canary");
        new WebhookTenant("a", "1", "2", "3").ToString().Should().Be("a");
    }

    [Theory]
    [InlineData("")]
    [InlineData(" ")]
    public void Constructor_IdThatNamesNothing_Throws(string id)
    {
        Func<WebhookTenant> make = () => new WebhookTenant(id, "secret");

        make.Should().Throw<ArgumentException>();
    }

    [Fact]
    public void Constructor_IdWithALoneSurrogate_Throws()
    {
        Func<WebhookTenant> make = () => new WebhookTenant("a\ud800", "secret"); // an attribute's argument would not survive as such

        make.Should().Throw<ArgumentException>().WithMessage("The id holds a NUL or a lone surrogate.*").WithParameterName("id");
        new WebhookTenant("a\ufffd", "secret").Id.Should().Be("a\ufffd");
    }

    [Fact]
    public void Constructor_NoSecrets_ThrowsIfTheyAreNull()
    {
        Func<WebhookTenant> make = () => new WebhookTenant("a", (IEnumerable<string>)null!);

        make.Should().Throw<ArgumentException>().WithParameterName("secrets");
    }

    [Theory]
    [InlineData("1", WebhookOutcome.Processed)]
    [InlineData("2", WebhookOutcome.Processed)]
    [InlineData("3", WebhookOutcome.Processed)]
    [InlineData("4", WebhookOutcome.Unauthenticated)]
    public async Task Secrets_EachOfThem_Verifies(string secret, WebhookOutcome outcome)
    {
        await using var harness = new ReceiverHarness(settings: [])
        {
            Endpoint = ReceiverHarness.EndpointOf<Cue.CueEvent>("/tenants", new WebhookEndpointOptions
            {
                ResolveTenant = (_, _) => ValueTask.FromResult<WebhookTenant?>(new WebhookTenant("a", "1", "2", "3")),
            }),
        };

        (await harness.Receive(CueDelivery.Click(secret: secret), (_, _) => Task.CompletedTask)).Outcome.Should().Be(outcome);
    }
}
