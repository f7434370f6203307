using System.Globalization;
using Microsoft.AspNetCore.Builder;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Options;
using Webhooks.Receiver.AspNetCore.Tests.Support;
using static Webhooks.Receiver.AspNetCore.Tests.StartingApp;

namespace Webhooks.Receiver.AspNetCore.Tests.Issues;

/// <summary>
/// Issue 9.15: a store timeout of 60 days started and failed each event, leases of one tick started, and options that were configured before
/// <c>AddWebhooks</c> were overwritten.
/// </summary>
public sealed class StartLimits_9_15
{
    [Theory]
    [InlineData("-00:00:01")]
    [InlineData("00:00:00")]
    [InlineData("00:00:00.0000001")]
    [InlineData("00:00:00.9999999")]
    [InlineData("00:01:25")]
    public async Task Lease_OutOfItsBounds_IsAnError(string lease) => await ShouldNotStartAsync(
        "Webhooks:Cue:IdempotencyLease has to be at least 00:00:01 and below 00:01:25: after that 'cue' may have stopped retrying, and an event "
            + "whose handler crashed would be lost.",
        MapDelegate,
        options => options.Settings["Webhooks:Cue:IdempotencyLease"] = lease);

    [Theory]
    [InlineData("00:00:01")]
    [InlineData("00:01:24.9999999")]
    public async Task Lease_AtItsBound_Starts(string lease)
    {
        await using WebhookApp app = await WebhookApp.StartAsync(MapDelegate, options => options.Settings["Webhooks:Cue:IdempotencyLease"] = lease);

        (await app.StatusOfAsync(CueRequest.Click())).Should().Be(System.Net.HttpStatusCode.OK);
    }

    [Theory]
    [InlineData("60.00:00:00")]
    [InlineData("00:00:00")]
    public async Task StoreTimeout_OutOfItsBounds_IsAnError(string timeout) => await ShouldNotStartAsync(
        "WebhookHostOptions.StoreTimeout has to be above zero and at most 01:00:00.",
        MapDelegate,
        options => options.Builder = builder => builder.Services.Configure<WebhookHostOptions>(
            host => host.StoreTimeout = TimeSpan.Parse(timeout, CultureInfo.InvariantCulture)));

    [Fact]
    public async Task HostOptions_ConfiguredBeforeAddWebhooks_AreKept()
    {
        WebApplicationBuilder builder = WebApplication.CreateBuilder();
        builder.Services.Configure<WebhookHostOptions>(options => options.ShutdownTimeout = TimeSpan.FromSeconds(7));
        builder.Services.AddWebhooks();
        await using WebApplication app = builder.Build();

        app.Services.GetRequiredService<IOptions<WebhookHostOptions>>().Value.ShutdownTimeout.Should().Be(TimeSpan.FromSeconds(7));
    }
}
