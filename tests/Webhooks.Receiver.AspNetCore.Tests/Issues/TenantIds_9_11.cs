using System.Net;
using Microsoft.AspNetCore.Builder;
using Microsoft.Extensions.Logging;
using Webhooks.Receiver.AspNetCore.Tests.Support;
using Webhooks.Receiver.Cue;

namespace Webhooks.Receiver.AspNetCore.Tests.Issues;

/// <summary>Issue 9.11: a tenant id with half of a surrogate pair was a 500. A stranger can send such a route value, and no answer or warning tells of it.</summary>
public sealed class TenantIds_9_11
{
    [Theory]
    [InlineData("acme", 0xd800, "")]
    [InlineData("", 0xdc00, "acme")]
    [InlineData("ac", 0xdbff, "me")]
    [InlineData("acme", 0, "")]
    [InlineData("", ' ', "")]
    public async Task ResolveTenant_IdThatIsNoText_IsRefusedAsAnUnknownOneIs(string before, int character, string after)
    {
        string id = $"{before}{(char)character}{after}"; // half of a pair would not pass through an attribute
        bool isHandled = false;
        await using WebhookApp app = await WebhookApp.StartAsync(
            app => app.MapWebhook<CueEvent>("/webhooks/{tenant}/cue", (_, _) => Task.FromResult(isHandled = true))
                .WithWebhook<CueEvent>(options => options.ResolveTenant = (_, _) => new(new WebhookTenant(id, CueRequest.Secret))));

        using HttpResponseMessage response = await app.SendAsync(CueRequest.Click(), "/webhooks/acme/cue");

        response.StatusCode.Should().Be(HttpStatusCode.Unauthorized);
        LogEntry entry = app.Logs.Of(1022).Should().ContainSingle().Subject;
        (entry.Id.Name, entry.Level).Should().Be(("TenantUnusable", LogLevel.Information));
        app.Logs.Ours.Should().NotContain(logged => logged.Level > LogLevel.Information && logged.Id.Id != 1015);
        string.Join('\n', app.Logs.Ours.Select(logged => logged.Everything)).Should().NotContain(CueRequest.Secret);
        isHandled.Should().BeFalse();
        app.Memory.Count.Should().Be(0);
    }
}
