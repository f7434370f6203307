using Webhooks.Receiver.AdGem;
using Webhooks.Receiver.Cue;
using Webhooks.Receiver.CueApi;
using Webhooks.Receiver.Sori;

namespace Webhooks.Receiver.Tests;

/// <summary>Two endpoints that accept the same secret handle the same delivery twice, which the log says at start.</summary>
public sealed class SharedSecretsTests
{
    private const int EndpointsShareSecrets = 1024;

    [Theory]
    [InlineData("a,b", "c,d", false)]
    [InlineData("a,b", "b", true)]
    [InlineData("a", "c,a,d", true)]
    [InlineData("a,b", "b,a", true)]
    [InlineData("a", "A", false)]
    [InlineData("a", "aa", false)]
    public async Task EnsureAllReady_TwoEndpointsThatSign_WarnsIfTheyShareASecret(string first, string second, bool isShared) =>
        (await Warnings<CueEvent, CueEvent>("Cue", "Cue", "Secrets", first, second)).Should().Be(isShared ? 1 : 0);

    [Theory]
    [InlineData("token-of-16-chars,token-of-17-chars", "token-of-18-chars", false)]
    [InlineData("token-of-16-chars,token-of-17-chars", "token-of-17-chars", true)]
    [InlineData("token-of-16-chars", "token-of-18-chars,token-of-16-chars", true)]
    [InlineData("token-of-16-chars", "TOKEN-of-16-chars", false)]
    public async Task EnsureAllReady_TwoEndpointsWithUrlTokens_WarnsIfTheyShareOne(string first, string second, bool isShared) =>
        (await Warnings<SoriEvent, SoriEvent>("Sori", "Sori", "UrlTokens", first, second)).Should().Be(isShared ? 1 : 0);

    [Theory]
    [InlineData("one,two", "three", false)]
    [InlineData("one,two", "three,two", true)]
    [InlineData("one", "ONE", false)]
    public async Task EnsureAllReady_TwoEndpointsWithCodeOfTheUser_WarnsIfTheyShareASecret(string first, string second, bool isShared) =>
        (await Warnings<ProbeEvent, ProbeEvent>("probe", "probe", "Secrets", first, second)).Should().Be(isShared ? 1 : 0);

    [Fact]
    public async Task EnsureAllReady_OneProviderWithTwoTypesOfEvents_WarnsIfTheyShareASecret()
    {
        await using var harness = new ReceiverHarness(
            build => build.AddCueApiPayload(NestedPayloadJsonContext.Default.NestedPayload), new() { ["Webhooks:CueApi:Secrets:0"] = "a" });
        harness.Receiver.EnsureAllReady(
            [ReceiverHarness.EndpointOf<CueApiEvent>("/first"), ReceiverHarness.EndpointOf<CueApiEvent<NestedPayload>>("/second")]);

        harness.Logs.Of(EndpointsShareSecrets).Should().ContainSingle();
    }

    [Fact]
    public async Task EnsureAllReady_TwoProvidersWithOneSecret_WarnsOfNothing() =>
        (await Warnings<CueEvent, AdGemEvent>("Cue", "AdGem", "Secrets", "a", "a")).Should().Be(0);

    private static async Task<int> Warnings<TFirst, TSecond>(string firstSection, string secondSection, string setting, string first, string second)
        where TFirst : class, IWebhookEvent<TFirst>
        where TSecond : class, IWebhookEvent<TSecond>
    {
        string otherSection = firstSection == secondSection ? "Other" : secondSection;
        Dictionary<string, string?> settings = [];
        foreach ((string section, string secrets) in new[] { (firstSection, first), (otherSection, second) })
        {
            foreach ((int index, string secret) in secrets.Split(',').Index())
            {
                settings[$"Webhooks:{section}:{setting}:{index}"] = secret;
            }
        }

        await using var harness = new ReceiverHarness(settings: settings);
        harness.Receiver.EnsureAllReady(
        [
            ReceiverHarness.EndpointOf<TFirst>("/first"),
            ReceiverHarness.EndpointOf<TSecond>("/second", new WebhookEndpointOptions { OptionsName = otherSection }),
        ]);
        return harness.Logs.Entries.Count(entry => entry.Id.Id == EndpointsShareSecrets);
    }
}
