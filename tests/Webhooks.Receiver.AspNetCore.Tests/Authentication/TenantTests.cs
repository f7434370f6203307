using System.Net;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Options;
using Webhooks.Receiver.AspNetCore.Tests.Support;
using Webhooks.Receiver.Cue;

namespace Webhooks.Receiver.AspNetCore.Tests;

/// <summary>Several tenants on one route, each with secrets of its own.</summary>
public sealed class TenantTests
{
    private const string Pattern = "/webhooks/{tenant}/cue";
    private const string SecretOfA = "secret-of-a-51d0";
    private const string OldSecretOfA = "old-secret-of-a-02c7";
    private const string SecretOfB = "secret-of-b-77fe";

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task Tenants_EqualEventIds_AreHandledOnceEach(bool isFreeForm)
    {
        List<(string? Tenant, string Id, string Endpoint, IdempotencyKey Key)> handled = [];
        await using WebhookApp app = await StartAsync(FindAsync, handled, isFreeForm);

        for (int round = 0; round < 2; round++)
        {
            (await StatusOfAsync(app, "a", SecretOfA)).Should().Be(HttpStatusCode.OK);
            (await StatusOfAsync(app, "b", SecretOfB)).Should().Be(HttpStatusCode.OK);
            (await StatusOfAsync(app, "a", OldSecretOfA)).Should().Be(HttpStatusCode.OK, "a secret that is being rotated out");
        }

        handled.Select(e => (e.Tenant, e.Id)).Should().Equal(("a", "evt_1"), ("b", "evt_1"));
        handled.Select(e => e.Endpoint).Should().AllBe(Pattern, "the endpoint is the pattern and never the path");
        handled[0].Key.Should().NotBe(handled[1].Key);
    }

    /// <summary>The resolver's id is part of the key, not the path: two paths of one tenant are one.</summary>
    [Fact]
    public async Task Tenants_OneUnderTwoPaths_HandlesAnEventOnce()
    {
        List<(string? Tenant, string Id, string Endpoint, IdempotencyKey Key)> handled = [];
        await using WebhookApp app = await StartAsync((_, _) => new(new WebhookTenant("one", SecretOfA)), handled);

        (await StatusOfAsync(app, "a", SecretOfA)).Should().Be(HttpStatusCode.OK);
        (await StatusOfAsync(app, "A-again", SecretOfA)).Should().Be(HttpStatusCode.OK);

        handled.Should().ContainSingle().Which.Tenant.Should().Be("one");
    }

    [Theory]
    [InlineData("a", SecretOfB)]
    [InlineData("b", SecretOfA)]
    [InlineData("b", OldSecretOfA)]
    [InlineData("a", CueRequest.Secret)]
    [InlineData("nobody", SecretOfA)]
    [InlineData("nobody", CueRequest.Secret)]
    [InlineData("nobody", "")]
    public async Task Tenants_WrongSecretOrUnknown_AreRefusedAlike(string tenant, string secret)
    {
        List<(string? Tenant, string Id, string Endpoint, IdempotencyKey Key)> handled = [];
        await using WebhookApp app = await StartAsync(FindAsync, handled);
        using HttpResponseMessage forged = await app.SendAsync(CueRequest.Click() with { SignedWith = "forged" }, PathOf("a"));
        LogEntry forgedEntry = app.Logs.Of(1000).Should().ContainSingle().Subject;
        app.Logs.Clear();

        using HttpResponseMessage response = await app.SendAsync(CueRequest.Click() with { SignedWith = secret }, PathOf(tenant));

        response.StatusCode.Should().Be(HttpStatusCode.Unauthorized);
        (await HttpAnswer.OfAsync(response)).Should().Be(await HttpAnswer.OfAsync(forged));
        LogEntry entry = app.Logs.Of(1000).Should().ContainSingle().Subject;
        entry.Message.Should().Be(forgedEntry.Message);
        entry["SignatureFailure"].Should().Be(SignatureFailure.SignatureMismatch);
        handled.Should().BeEmpty();
        app.Memory.Count.Should().Be(0);
    }

    [Theory]
    [InlineData("")]
    [InlineData("sha256=nonsense")]
    public async Task Tenants_UnknownWithABadHeader_AreRefusedForTheSameReason(string signature)
    {
        await using WebhookApp app = await StartAsync(FindAsync, []);
        List<(HttpAnswer Answer, object? Failure)> refusals = [];
        foreach (string tenant in new[] { "a", "nobody" })
        {
            app.Logs.Clear();
            using HttpRequestMessage message = CueRequest.Click().ToMessage(PathOf(tenant));
            message.Headers.Remove("cue-signature");
            message.Headers.TryAddWithoutValidation("cue-signature", signature);
            using HttpResponseMessage response = await app.Client.SendAsync(message);
            refusals.Add((await HttpAnswer.OfAsync(response), app.Logs.Of(1000).Should().ContainSingle().Subject["SignatureFailure"]));
        }

        refusals[0].Answer.Status.Should().Be(401);
        refusals[1].Should().Be(refusals[0]);
    }

    [Theory]
    [InlineData("throws")]
    [InlineData("throws later")]
    public async Task ResolveTenant_Failing_MakesTheSenderTryAgain(string how)
    {
        bool isBroken = true;
        List<(string? Tenant, string Id, string Endpoint, IdempotencyKey Key)> handled = [];
        await using WebhookApp app = await StartAsync(
            async (request, token) =>
            {
                if (!isBroken)
                {
                    return await FindAsync(request, token);
                }

                if (how == "throws later")
                {
                    await Task.Yield();
                }

                throw new IOException("The directory is down.");
            },
            handled);

        using HttpResponseMessage response = await app.SendAsync(CueRequest.Click() with { SignedWith = SecretOfA }, PathOf("a"));

        response.StatusCode.Should().Be(HttpStatusCode.ServiceUnavailable);
        response.Headers.RetryAfter!.Delta.Should().BePositive();
        (await response.Content.ReadAsStringAsync()).Should().NotContain("directory");
        app.Logs.Of(1018).Should().ContainSingle();
        string.Join('\n', app.Logs.Ours.Select(entry => entry.Everything)).Should().NotContain(SecretOfA);
        handled.Should().BeEmpty();
        app.Memory.Count.Should().Be(0);
        isBroken = false;
        (await StatusOfAsync(app, "a", SecretOfA)).Should().Be(HttpStatusCode.OK);
        handled.Should().ContainSingle();
    }

    [Fact]
    public async Task ResolveTenant_ThrowingBeforeItsFirstAwait_IsUnavailableToo()
    {
        await using WebhookApp app = await StartAsync((_, _) => throw new IOException("The directory is down."), []);

        (await StatusOfAsync(app, "a", SecretOfA)).Should().Be(HttpStatusCode.ServiceUnavailable);
    }

    [Fact]
    public async Task ResolveTenant_TakingTooLong_IsCancelledAndUnavailable()
    {
        Signal entered = new(), cancelled = new();
        await using WebhookApp app = await StartAsync(
            async (_, token) =>
            {
                entered.Set();
                await using (token.Register(cancelled.Set))
                {
                    await new TaskCompletionSource().Task;
                }

                return null;
            },
            []);
        Task<HttpStatusCode> status = StatusOfAsync(app, "a", SecretOfA);
        await entered.WaitAsync();
        await Eventually.Holds(() => app.Clock.WaitingTimers > 0, "the resolver's deadline runs");

        app.Clock.Advance(app.Services.GetRequiredService<IOptions<WebhookHostOptions>>().Value.StoreTimeout);

        (await status).Should().Be(HttpStatusCode.ServiceUnavailable);
        await cancelled.WaitAsync();
    }

    [Fact]
    public async Task ResolveTenant_ScopedService_IsTheRequestsOwn()
    {
        var lookups = new TenantLookups { Tenants = { ["a"] = [SecretOfA] } };
        List<object> inHandler = [];
        await using WebhookApp app = await WebhookApp.StartAsync(
            app => app.MapPost(Pattern, (Webhook<CueEvent> webhook, TenantDirectory directory) =>
            {
                inHandler.Add(directory);
                return Results.Ok();
            }).WithWebhook<CueEvent>(options => options.ResolveTenant = (request, _) =>
                new(request.Services.GetRequiredService<TenantDirectory>().Find(request.GetRouteValue("tenant")))),
            options =>
            {
                options.Settings.Clear();
                options.Environment = "Development"; // scopes are validated there
                options.Builder = builder => builder.Services.AddSingleton(lookups).AddScoped<TenantDirectory>();
            });

        (await StatusOfAsync(app, "a", SecretOfA, "evt_1")).Should().Be(HttpStatusCode.OK);
        (await StatusOfAsync(app, "a", SecretOfA, "evt_2")).Should().Be(HttpStatusCode.OK);
        (await StatusOfAsync(app, "b", SecretOfA, "evt_3")).Should().Be(HttpStatusCode.Unauthorized);

        lookups.Directories.Should().HaveCount(3).And.OnlyHaveUniqueItems();
        inHandler.Should().Equal(lookups.Directories.Take(2), "the handler and the resolver share the request's scope");
    }

    [Fact]
    public async Task ResolveTenant_ByHeader_SeesItAndNotTheBody()
    {
        List<(string? Tenant, string Id, string Endpoint, IdempotencyKey Key)> handled = [];
        await using WebhookApp app = await StartAsync(
            (request, _) => new(request.Headers["X-Tenant"] == "a" ? new WebhookTenant("a", SecretOfA) : null), handled);
        using HttpRequestMessage message = (CueRequest.Click() with { SignedWith = SecretOfA }).ToMessage(PathOf("whatever"));
        message.Headers.Add("x-tenant", "a");

        using HttpResponseMessage response = await app.Client.SendAsync(message);

        response.StatusCode.Should().Be(HttpStatusCode.OK);
        handled.Should().ContainSingle().Which.Tenant.Should().Be("a");
        (await StatusOfAsync(app, "a", SecretOfA)).Should().Be(HttpStatusCode.Unauthorized, "the header is missing");
    }

    /// <summary>The endpoint's own secrets, where some are configured all the same, are no tenant's.</summary>
    [Fact]
    public async Task Secrets_OfTheEndpoint_VerifyNoTenant()
    {
        await using WebhookApp app = await StartAsync(
            FindAsync, [], configure: options => options.Settings["Webhooks:Cue:Secrets:0"] = CueRequest.Secret);

        (await StatusOfAsync(app, "nobody", CueRequest.Secret)).Should().Be(HttpStatusCode.Unauthorized);
        (await StatusOfAsync(app, "a", CueRequest.Secret)).Should().Be(HttpStatusCode.Unauthorized);
        (await StatusOfAsync(app, "a", SecretOfA)).Should().Be(HttpStatusCode.OK);
    }

    private static ValueTask<WebhookTenant?> FindAsync(WebhookTenantRequest request, CancellationToken cancellationToken) =>
        new(request.GetRouteValue("tenant") switch
        {
            "a" => new WebhookTenant("a", SecretOfA, OldSecretOfA),
            "b" => new WebhookTenant("b", SecretOfB),
            _ => null,
        });

    private static Task<WebhookApp> StartAsync(
        Func<WebhookTenantRequest, CancellationToken, ValueTask<WebhookTenant?>> resolve,
        List<(string? Tenant, string Id, string Endpoint, IdempotencyKey Key)> handled,
        bool isFreeForm = false,
        Action<WebhookAppOptions>? configure = null)
    {
        void Add(CueEvent e, WebhookDelivery delivery) => handled.Add((delivery.Tenant, e.Id, delivery.Endpoint, delivery.Key));
        return WebhookApp.StartAsync(
            app =>
            {
                IEndpointConventionBuilder endpoint = isFreeForm
                    ? app.MapPost(Pattern, (Webhook<CueEvent> webhook) =>
                    {
                        Add(webhook.Event, webhook.Delivery);
                        return Results.Ok();
                    })
                    : app.MapWebhook<CueEvent>(Pattern, (e, context) =>
                    {
                        Add(e, context.Delivery);
                        return Task.CompletedTask;
                    });
                endpoint.WithWebhook<CueEvent>(options => options.ResolveTenant = resolve);
            },
            options =>
            {
                options.Settings.Clear();
                configure?.Invoke(options);
            });
    }

    private static string PathOf(string tenant) => $"/webhooks/{tenant}/cue";

    private static Task<HttpStatusCode> StatusOfAsync(WebhookApp app, string tenant, string secret, string id = "evt_1") =>
        app.StatusOfAsync(CueRequest.Click(id) with { SignedWith = secret }, PathOf(tenant));
}
