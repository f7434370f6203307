using Webhooks.Receiver.AspNetCore.Tests.Support;

namespace Webhooks.Receiver.AspNetCore.Tests;

/// <summary>Checks the answers to deliveries.</summary>
internal static class Answers
{
    public const string ProblemType = "application/problem+json";

    /// <summary>Sends a click.</summary>
    /// <param name="app">The app.</param>
    /// <param name="hanging">Set once its store hangs; its deadline starts a moment later. Null where it answers.</param>
    public static async Task<HttpResponseMessage> SendAsync(WebhookApp app, Signal? hanging)
    {
        Task<HttpResponseMessage> sending = app.SendAsync(CueRequest.Click());
        if (hanging is not null)
        {
            await hanging.WaitAsync();
            await Eventually.Holds(
                () =>
                {
                    app.Clock.Advance(TimeSpan.FromMilliseconds(100));
                    return sending.IsCompleted;
                },
                "the store's deadline is over");
        }

        return await sending;
    }

    public static async Task ShouldBeProblemAsync(HttpResponseMessage response, string title)
    {
        response.Content.Headers.ContentType!.ToString().Should().Be(ProblemType);
        (await response.Content.ReadAsStringAsync()).Should().Be(
            $$"""{"type":"about:blank","title":"{{title}}","status":{{(int)response.StatusCode}}}""");
    }
}
