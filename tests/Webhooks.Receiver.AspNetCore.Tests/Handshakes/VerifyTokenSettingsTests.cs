using Microsoft.AspNetCore.Builder;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Webhooks.Receiver.AspNetCore.Tests.Support;

namespace Webhooks.Receiver.AspNetCore.Tests;

/// <summary>The checks of verify tokens at start, and their reload.</summary>
public sealed class VerifyTokenSettingsTests
{
    private const string Key = "Webhooks:greeting:VerifyTokens";

    [Fact]
    public Task Start_WithoutATokenThatTheProviderNeeds_Fails() => ShouldNotStartAsync(
        "Provider 'greeting' repeats a verify token in its handshakes, and none is configured. Set Webhooks:greeting:VerifyTokens to the token that you gave "
        + "to the provider.");

    [Theory]
    [InlineData(" ")]
    [InlineData("")]
    public Task Start_WithABlankToken_Fails(string token) => ShouldNotStartAsync(
        "Webhooks:greeting:VerifyTokens:0 has to be a text of 1 to 512 characters, and not blank.", token);

    [Fact]
    public Task Start_WithATokenThatIsTooLong_Fails() => ShouldNotStartAsync(
        "Webhooks:greeting:VerifyTokens:0 has to be a text of 1 to 512 characters, and not blank.", new string('t', 513));

    [Fact]
    public Task Start_WithAPublishedExample_FailsOutsideDevelopment() => ShouldNotStartAsync(
        "Webhooks:greeting:VerifyTokens:0 is a published example token, which is for the Development environment only. Replace it, or remove that index: "
        + "configuration lists merge by index.",
        "EXAMPLE-ONLY-token");

    [Fact]
    public async Task Start_WithAPublishedExample_SucceedsInDevelopment()
    {
        await using GreetingApp app = await GreetingApp.StartAsync(options =>
        {
            options.Environment = Environments.Development;
            options.Settings[$"{Key}:0"] = "EXAMPLE-ONLY-token";
        });

        (await app.GetAsync(GreetingApp.Mapped + GreetingApp.Challenge("c", "EXAMPLE-ONLY-token"))).Status.Should().Be(200);
    }

    [Fact]
    public async Task Tokens_ThatAreReloaded_AreInForceWithoutARestart()
    {
        await using GreetingApp app = await GreetingApp.StartAsync();
        var configuration = (IConfigurationRoot)app.App.Services.GetRequiredService<IConfiguration>();
        (await StatusOfAsync("new")).Should().Be(401);

        (configuration[$"{Key}:0"], configuration[$"{Key}:1"]) = ("new", GreetingApp.VerifyToken);
        configuration.Reload();
        (await StatusOfAsync("new"), await StatusOfAsync(GreetingApp.VerifyToken)).Should().Be((200, 200));

        configuration[$"{Key}:1"] = " ";
        configuration.Reload();
        (await StatusOfAsync(GreetingApp.VerifyToken)).Should().Be(200, "a reload with a blank token changes nothing");

        configuration[$"{Key}:1"] = "another";
        configuration.Reload();
        (await StatusOfAsync("new"), await StatusOfAsync(GreetingApp.VerifyToken)).Should().Be((200, 401));

        async Task<int> StatusOfAsync(string token) => (await app.GetAsync(GreetingApp.Mapped + GreetingApp.Challenge("c", token))).Status;
    }

    private static Task ShouldNotStartAsync(string message, string? token = null) => StartingApp.ShouldNotStartAsync(
        message,
        app => app.MapWebhook<GreetingEvent>((_, _) => Task.CompletedTask),
        options =>
        {
            options.Settings["Webhooks:greeting:Secrets:0"] = GreetingApp.Secret;
            if (token is not null)
            {
                options.Settings[$"{Key}:0"] = token;
            }
        });
}
