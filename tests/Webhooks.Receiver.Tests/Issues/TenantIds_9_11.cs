namespace Webhooks.Receiver.Tests.Issues;

/// <summary>A tenant's id with half of a surrogate pair is refused when it is created, whatever else it holds.</summary>
public sealed class TenantIds_9_11
{
    [Fact]
    public void Constructor_Nul_Throws()
    {
        Func<WebhookTenant> create = () => new WebhookTenant("acme\0", "secret");

        create.Should().Throw<ArgumentException>("databases refuse such text, and every delivery would be answered 503");
    }

    [Fact]
    public void Constructor_LoneSurrogateBesideAReplacementCharacter_Throws()
    {
        Func<WebhookTenant> create = () => new WebhookTenant("\ufffd\ud800", "secret");

        create.Should().Throw<ArgumentException>();
    }
}
