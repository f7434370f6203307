using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;

namespace Webhooks.Receiver.Tests;

public sealed class SoriSettingsTests
{
    private const string Missing =
        "Provider 'sori' does not sign, and no URL token is configured for it. Set Webhooks:Sori:UrlTokens to a long random token.";

    private const string Unusable = "Webhooks:Sori:UrlTokens:1 has to have 16 to 512 characters, all of them letters, digits or -._~.";

    private const string Example = "Webhooks:Sori:UrlTokens:1 is a published example token, which is for the Development environment only. "
        + "Replace it, or remove that index: configuration lists merge by index.";

    [Fact]
    public void EnsureReady_NoToken_SaysWhatToSet() => ErrorsOf(new()).Should().Equal(Missing);

    [Fact]
    public void EnsureReady_SecretsInPlaceOfTokens_SaysWhatToSet() =>
        ErrorsOf(new() { ["Webhooks:Sori:Secrets:0"] = "c4nary-long-enough-for-a-token" }).Should().Equal(Missing);

    [Theory]
    [InlineData("c4nary-15-chars")]
    [InlineData("")]
    [InlineData("c4nary/url/token/0123456789")]
    [InlineData("c4nary url token 0123456789")]
    [InlineData("c4nary%20url-token-0123456789")]
    [InlineData("c4nary-tok\u00e9n-0123456789")]
    public void EnsureReady_TokenThatIsNotUsable_NamesItAndQuotesNothing(string token) =>
        ErrorsOf(new(SoriDelivery.Settings) { ["Webhooks:Sori:UrlTokens:1"] = token }).Should().Equal(Unusable);

    [Theory]
    [InlineData(512, false)]
    [InlineData(513, true)]
    public void EnsureReady_LongToken_NamesTheLimit(int length, bool isTooLong) =>
        ErrorsOf(new(SoriDelivery.Settings) { ["Webhooks:Sori:UrlTokens:1"] = new string('t', length) }).Should().Equal(isTooLong ? [Unusable] : []);

    [Fact]
    public void EnsureReady_TokenThatIsNotUsableBesideAnyone_IsAnErrorAllTheSame() => ErrorsOf(new(SoriDelivery.Settings)
    {
        ["Webhooks:Sori:UrlTokens:1"] = "short",
        ["Webhooks:Sori:DangerouslyAcceptUnauthenticatedRequests"] = "true",
    }).Should().Equal(Unusable);

    [Fact]
    public void EnsureReady_SingleToken_HasToBeAList() => ErrorsOf(new() { ["Webhooks:Sori:UrlTokens"] = SoriDelivery.Token })
        .Should().Equal("Webhooks:Sori:UrlTokens is a single value. It has to be a list: [\"current\", \"previous\"].");

    [Fact]
    public void EnsureReady_SwitchThatIsNeitherOnNorOff_IsOff() =>
        ErrorsOf(new() { ["Webhooks:Sori:DangerouslyAcceptUnauthenticatedRequests"] = "yes" })
            .Should().Contain("Webhooks:Sori:DangerouslyAcceptUnauthenticatedRequests is neither true nor false.");

    [Fact]
    public void EnsureReady_AnyoneAcceptedWithoutTokens_IsReady() =>
        ErrorsOf(new() { ["Webhooks:Sori:DangerouslyAcceptUnauthenticatedRequests"] = "true" }).Should().BeEmpty();

    [Theory]
    [InlineData("Production")]
    [InlineData("Staging")]
    [InlineData(null)]
    public void EnsureReady_ExampleTokenOutsideDevelopment_IsAnError(string? environment) =>
        ErrorsOf(new(SoriDelivery.Settings) { ["Webhooks:Sori:UrlTokens:1"] = $"{WebhookOptions.ExampleMark}-sori-token" }, environment)
            .Should().Equal(Example);

    [Fact]
    public void EnsureReady_ExampleTokenInDevelopment_IsReady() =>
        ErrorsOf(new() { ["Webhooks:Sori:UrlTokens:0"] = $"{WebhookOptions.ExampleMark}-sori-token" }, "Development").Should().BeEmpty();

    [Fact]
    public void EnsureReady_TenantResolver_IsRefused()
    {
        var options = new WebhookEndpointOptions { ResolveTenant = (_, _) => ValueTask.FromResult<WebhookTenant?>(null) };

        ErrorsOf(SoriDelivery.Settings, endpoint: ReceiverHarness.EndpointOf<Sori.SoriEvent>("/sori", options)).Should().Equal(
            "The endpoint '/sori' resolves tenants by their secrets, but provider 'sori' does not sign. Map an endpoint with a URL token for each tenant.");
    }

    private static IReadOnlyList<string> ErrorsOf(
        Dictionary<string, string?> settings, string? environment = null, WebhookEndpoint? endpoint = null)
    {
        using var harness = new HarnessOf(settings, environment);
        try
        {
            harness.Value.Receiver.EnsureReady(endpoint ?? SoriDelivery.Endpoint);
            return [];
        }
        catch (WebhookConfigurationException e)
        {
            e.ToString().Should().NotContain("c4nary");
            return e.Errors;
        }
    }

    private sealed class HarnessOf(Dictionary<string, string?> settings, string? environment) : IDisposable
    {
        public ReceiverHarness Value { get; } = new(
            build =>
            {
                if (environment is not null)
                {
                    build.Services.AddSingleton<IHostEnvironment>(new TestEnvironment(environment));
                }
            },
            settings);

        public void Dispose() => Value.DisposeAsync().AsTask().GetAwaiter().GetResult();
    }
}
