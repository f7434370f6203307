using System.Net;
using System.Text;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.TestHost;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Webhooks.Receiver.AspNetCore.Tests.Support;
using Webhooks.Receiver.Cue;

namespace Webhooks.Receiver.AspNetCore.Tests.Issues;

/// <summary>Issue 9.23: what docs/idempotency.md and docs/configuration.md say of a store of one's own and of user secrets is so.</summary>
public sealed class OwnStore_9_23
{
    [Theory]
    [InlineData("AddSingleton", true, true)]
    [InlineData("AddSingleton", false, true)]
    [InlineData("TryAddSingleton", true, true)]
    [InlineData("TryAddSingleton", false, false)]
    public async Task Store_RegisteredBeforeOrAfterAddWebhooks_IsUsed(string call, bool isBefore, bool isUsed)
    {
        var store = new FaultInjectingIdempotencyStore(new InMemoryIdempotencyStore());
        WebApplicationBuilder builder = CreateBuilder();
        builder.Configuration.AddInMemoryCollection(new Dictionary<string, string?> { ["Webhooks:Cue:Secrets:0"] = CueRequest.Secret });
        if (!isBefore)
        {
            builder.Services.AddWebhooks();
        }

        if (call == "AddSingleton")
        {
            builder.Services.AddSingleton<IIdempotencyStore>(store);
        }
        else
        {
            builder.Services.TryAddSingleton<IIdempotencyStore>(store);
        }

        (await ReceiveAsync(builder)).Should().Be(HttpStatusCode.OK);

        store.GetCallCount(IdempotencyOperation.Claim).Should().Be(isUsed ? 1 : 0);
    }

    [Fact]
    public async Task Secret_InTheFormOfUserSecrets_IsInForce()
    {
        WebApplicationBuilder builder = CreateBuilder();
        string secrets = $$"""{ "Webhooks:Cue:Secrets:0": "{{CueRequest.Secret}}" }"""; // as "dotnet user-secrets set" writes secrets.json
        builder.Configuration.AddJsonStream(new MemoryStream(Encoding.UTF8.GetBytes(secrets)));

        (await ReceiveAsync(builder)).Should().Be(HttpStatusCode.OK);
    }

    private static WebApplicationBuilder CreateBuilder()
    {
        WebApplicationBuilder builder = WebApplication.CreateBuilder(new WebApplicationOptions { ContentRootPath = AppContext.BaseDirectory });
        builder.WebHost.UseTestServer();
        return builder;
    }

    private static async Task<HttpStatusCode> ReceiveAsync(WebApplicationBuilder builder)
    {
        builder.Services.AddWebhooks();
        await using WebApplication app = builder.Build();
        app.MapWebhook<CueEvent>(_ => Task.CompletedTask);
        await app.StartAsync();
        using HttpClient client = app.GetTestClient();
        using HttpResponseMessage response = await client.SendAsync(CueRequest.Click().ToMessage(CueRequest.DefaultPath));
        return response.StatusCode;
    }
}
