using Webhooks.Receiver.AspNetCore.Tests.Support;
using static Webhooks.Receiver.AspNetCore.Tests.StartingApp;

namespace Webhooks.Receiver.AspNetCore.Tests.Issues;

/// <summary>Issue 9.4: a replay that was older than what is remembered, but not too old for <c>MaxEventAge</c>, was handled again.</summary>
public sealed class MaxEventAge_9_4
{
    [Theory]
    [InlineData("7.00:00:00.0000001", null, "7.00:00:00")]
    [InlineData("8.00:00:00", null, "7.00:00:00")]
    [InlineData("02:00:00", "01:00:00", "01:00:00")]
    public async Task MaxEventAge_AboveTheRetention_IsAnError(string age, string? retention, string remembered) => await ShouldNotStartAsync(
        $"Webhooks:Cue:MaxEventAge has to be at most {remembered}, for which handled events are remembered (IdempotencyRetention): "
            + "a replay of an older one would be handled again.",
        MapDelegate,
        options => Set(options, age, retention));

    [Theory]
    [InlineData("7.00:00:00", null)]
    [InlineData("01:00:00", "01:00:00")]
    public async Task MaxEventAge_OfTheRetention_Starts(string age, string? retention)
    {
        await using WebhookApp app = await WebhookApp.StartAsync(MapDelegate, options => Set(options, age, retention));

        app.Logs.Alarms.Should().BeEmpty();
    }

    private static void Set(WebhookAppOptions options, string age, string? retention)
    {
        options.Settings["Webhooks:Cue:MaxEventAge"] = age;
        if (retention is not null)
        {
            options.Settings["Webhooks:Cue:IdempotencyRetention"] = retention;
        }
    }
}
