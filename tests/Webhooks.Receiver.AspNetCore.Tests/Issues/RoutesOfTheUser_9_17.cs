using System.Net;
using System.Reflection;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Microsoft.AspNetCore.Routing.Constraints;
using Microsoft.AspNetCore.Routing.Matching;
using Microsoft.AspNetCore.Routing.Patterns;
using Microsoft.Extensions.DependencyInjection;
using Webhooks.Receiver.AspNetCore.Tests.Support;
using Webhooks.Receiver.Cue;

namespace Webhooks.Receiver.AspNetCore.Tests.Issues;

/// <summary>
/// A route of the user's for the requests of a webhook endpoint, between which routing cannot choose, or which it prefers, is said at start:
/// deliveries would be answered 500, or by that route.
/// </summary>
public sealed class RoutesOfTheUser_9_17
{
    [Theory]
    [InlineData("/hooks", "/hooks", "/hooks", true)]
    [InlineData("/hooks", "/HOOKS/", "/hooks", true)]
    [InlineData("/hooks/{id}", "/hooks/{name?}", "/hooks/5", true)]
    [InlineData("/hooks/{id:int}", "/hooks/{name:int}", "/hooks/5", true)]
    [InlineData("/hooks/{*all}", "/hooks/{**rest}", "/hooks/5", true)]
    [InlineData("/hooks/{id}", "/hooks/{id:int}", "/hooks/5", false)]
    [InlineData("/hooks/{id:int}", "/hooks/{id:alpha}", "/hooks/5", false)]
    [InlineData("/hooks/{id}", "/hooks/five", "/hooks/five", false)]
    [InlineData("/hooks/{id}", "/hooks/{*rest}", "/hooks/5", false)]
    [InlineData("/hooks/{{}}", "/hooks/{id}", "/hooks/{}", false)]
    [InlineData("/hooks", "/hooks/{id?}", "/hooks", false)]
    public async Task Start_WithARouteBesideAnEndpoint_IsRefusedIfRoutingCannotChoose(string endpoint, string route, string path, bool isAmbiguous)
    {
        (await IsAmbiguousAsync(endpoint, route, path)).Should().Be(isAmbiguous, "that is what routing does without the check");

        await ShouldSayAsync(isAmbiguous ? Message(endpoint, "POST", $"HTTP: POST {route}") : null, app =>
        {
            app.MapWebhook<CueEvent>(endpoint, _ => Task.CompletedTask);
            app.MapPost(route, () => "mine");
        });
    }

    [Fact]
    public async Task Start_WithTwoAmbiguousRoutesOfTheUser_IsNotOurBusiness() => await ShouldSayAsync(null, app =>
    {
        app.MapWebhook<CueEvent>("/hooks", _ => Task.CompletedTask);
        foreach (string answer in (string[])["one", "other"])
        {
            app.MapPost("/mine", () => answer);
        }
    });

    [Fact]
    public async Task Start_WithAGetRouteAtAnEndpointOfHandshakes_IsRefused()
    {
        await ShouldSayAsync(Message("/hooks", "GET", "HTTP: GET /hooks", "greeting"), app =>
        {
            app.MapWebhook<GreetingEvent>("/hooks", _ => Task.CompletedTask);
            app.MapGet("/hooks", () => "mine");
        });
        await ShouldSayAsync(Message("/hooks", "GET, HEAD", "HTTP: GET, HEAD, PUT /hooks", "greeting"), app =>
        {
            app.MapMethods("/hooks", ["GET", "HEAD", "PUT"], () => "mine");
            app.MapPost("/hooks", (Webhook<GreetingEvent> webhook) => { });
        });
    }

    [Fact]
    public async Task Start_WithARouteForOtherMethods_IsNotRefused() => await ShouldSayAsync(null, app =>
    {
        app.MapWebhook<CueEvent>("/hooks", _ => Task.CompletedTask);
        foreach (string[] methods in (string[][])[["GET"], []])
        {
            app.Map("/hooks", () => "mine").WithMetadata(new HttpMethodMetadata(methods));
        }

        app.MapFallback(() => "mine");
        app.MapHealthChecks("/hooks/health");
        app.MapFallback("/hooks", () => "mine");
        app.MapPost("/{**all}", () => "mine");
    });

    [Theory]
    [InlineData("one.example", "one.example", true)]
    [InlineData(null, "one.example", false)]
    [InlineData("one.example", null, false)]
    [InlineData("one.example", "other.example", false)]
    [InlineData("*.one.example", "*.other.example", false)]
    [InlineData("*:5000", "*:5001", false)]
    [InlineData("*.one.example", "*.ONE.example", true)]
    public async Task Start_WithARouteOfAHost_IsRefusedIfTheHostIsTheSame(string? host, string? hostOfRoute, bool isRefused) => await ShouldSayAsync(
        isRefused ? Message("/hooks", "POST", "HTTP: POST /hooks") : null,
        app =>
        {
            WebhookEndpointBuilder<CueEvent> endpoint = app.MapWebhook<CueEvent>("/hooks", _ => Task.CompletedTask);
            RouteHandlerBuilder route = app.MapPost("/hooks", () => "mine");
            _ = host is null ? null : endpoint.RequireHost(host);
            _ = hostOfRoute is null ? null : route.RequireHost(hostOfRoute);
        });

    [Theory]
    [InlineData(-1)]
    [InlineData(1)]
    public async Task Start_WithARouteOfAnotherOrder_IsNotRefused(int order) => await ShouldSayAsync(null, app =>
    {
        app.MapWebhook<CueEvent>("/hooks", _ => Task.CompletedTask);
        app.MapPost("/hooks", () => "mine").WithOrder(order);
    });

    /// <summary>Routing prefers routes that say what they accept.</summary>
    [Theory]
    [InlineData("application/json", true)]
    [InlineData("application/*", true)]
    [InlineData("*/*", true)]
    [InlineData("text/csv", false)]
    public async Task Start_WithARouteForAContentType_IsRefusedIfTheProviderSendsIt(string contentType, bool isRefused) => await ShouldSayAsync(
        isRefused ? Message("/hooks", "POST", "HTTP: POST /hooks") : null,
        app =>
        {
            app.MapWebhook<CueEvent>("/hooks", _ => Task.CompletedTask);
            app.MapPost("/hooks", () => "mine").Accepts<object>(contentType);
        });

    [Fact]
    public async Task Start_WithARouteForTheMethodsOfAnEndpointWithoutMethods_IsRefused()
    {
        foreach (string[] methods in (string[][])[["POST"], []])
        {
            await ShouldSayAsync(Message("/hooks", methods is [] ? "all" : "POST", "mine"), app =>
            {
                app.Map("/hooks", (Webhook<CueEvent> webhook) => { });
                app.Map("/hooks", () => "mine").WithDisplayName("mine").WithMetadata(new HttpMethodMetadata(methods));
            });
        }
    }

    [Fact]
    public async Task Start_WithARouteInAGroup_IsRefused() => await ShouldSayAsync(Message("/hooks/cue", "POST", "HTTP: POST /hooks/cue"), app =>
    {
        app.MapWebhook<CueEvent>("/hooks/cue", _ => Task.CompletedTask);
        app.MapGroup("/hooks").MapPost("/cue", () => "mine");
    });

    /// <summary>A branch has routing of its own, whose routes never meet those of the app.</summary>
    [Fact]
    public async Task Start_WithTheSameRouteInABranch_IsNotRefused()
    {
        await using WebhookApp app = await StartAsync(app =>
        {
            app.MapWebhook<CueEvent>("/hooks", _ => Task.CompletedTask);
            app.Map("/branch", branch => branch.UseRouting().UseEndpoints(routes => routes.MapPost("/hooks", () => "mine")));
        });

        (await app.StatusOfAsync(CueRequest.Click(), "/hooks")).Should().Be(HttpStatusCode.OK);
        (await app.StatusOfAsync(CueRequest.Click(), "/branch/hooks")).Should().Be(HttpStatusCode.OK);
    }

    [Fact]
    public async Task Start_WithBothInABranch_IsRefused() => await ShouldSayAsync(Message("/hooks", "POST", "HTTP: POST /hooks"), app =>
        app.Map("/branch", branch => branch.UseRouting().UseEndpoints(routes =>
        {
            routes.MapWebhook<CueEvent>("/hooks", _ => Task.CompletedTask);
            routes.MapPost("/hooks", () => "mine");
        })));

    [Fact]
    public async Task Start_WithARouteThatIsNotMatched_IsNotRefused() => await ShouldSayAsync(null, app =>
    {
        app.MapWebhook<CueEvent>("/hooks", _ => Task.CompletedTask);
        app.MapPost("/hooks", () => "only to make links").WithMetadata(new SuppressMatchingMetadata());
    });

    [Fact]
    public async Task Start_WithAPolicyOfTheUserThatChooses_IsNotRefused()
    {
        await using WebhookApp app = await StartAsync(
            app =>
            {
                app.MapWebhook<CueEvent>("/hooks", _ => Task.CompletedTask);
                app.MapPost("/hooks", () => "mine");
            },
            builder => builder.Services.AddSingleton<MatcherPolicy, ChoosingPolicy>());

        (await app.StatusOfAsync(CueRequest.Click(), "/hooks")).Should().Be(HttpStatusCode.OK);
    }

    /// <summary>A constraint that is an object has no text to compare.</summary>
    [Fact]
    public async Task Start_WithRoutesWhoseConstraintsAreObjects_IsFine() => await ShouldSayAsync(
        null,
        app =>
        {
            RouteGroupBuilder GroupOf(string name) => app.MapGroup(RoutePatternFactory.Parse(
                "/{tenant}", null, new RouteValueDictionary { ["tenant"] = new RegexRouteConstraint($"^{name}$") }));
            GroupOf("a").MapWebhook<CueEvent>("/hooks", _ => Task.CompletedTask);
            GroupOf("b").MapPost("/hooks", () => "mine");
        });

    private static string Message(string path, string methods, string route, string provider = "cue") =>
        $"Requests ({methods}) to '{path}' match the endpoint that receives from '{provider}', and the route '{route}', which would get them, or neither: "
        + "routing then answers 500. Map one of them to another path, or for other methods or hosts.";

    /// <summary>Asks routing, in an app without webhooks.</summary>
    private static async Task<bool> IsAmbiguousAsync(string first, string second, string path)
    {
        await using WebhookApp app = await WebhookApp.StartAsync(
            app =>
            {
                app.MapPost(first, () => "first");
                app.MapPost(second, () => "second");
            },
            options => options.UsesTestServer = true);
        Func<Task<HttpStatusCode>> send = () => app.StatusOfAsync(new HttpRequestMessage(HttpMethod.Post, path));
        try
        {
            (await send()).Should().Be(HttpStatusCode.OK);
            return false;
        }
        catch (Exception e) when (e.GetType().Name == "AmbiguousMatchException")
        {
            return true;
        }
    }

    private static Task<WebhookApp> StartAsync(Action<WebApplication> map, Action<WebApplicationBuilder>? configure = null) => WebhookApp.StartAsync(map, options =>
    {
        options.Settings["Webhooks:greeting:Secrets:0"] = GreetingApp.Secret;
        options.Settings["Webhooks:greeting:VerifyTokens:0"] = GreetingApp.VerifyToken;
        options.Builder = builder =>
        {
            builder.Services.AddHealthChecks();
            configure?.Invoke(builder);
        };
    });

    private static async Task ShouldSayAsync(string? error, Action<WebApplication> map)
    {
        Func<Task> start = async () => await (await StartAsync(map)).DisposeAsync();
        if (error is null)
        {
            await start.Should().NotThrowAsync();
            return;
        }

        (await start.Should().ThrowAsync<WebhookConfigurationException>()).Which.Message.Should().Be(error);
    }

    /// <summary>Chooses the webhook endpoint.</summary>
    private sealed class ChoosingPolicy : MatcherPolicy, INodeBuilderPolicy, IEndpointSelectorPolicy
    {
        public override int Order => 0;

        bool INodeBuilderPolicy.AppliesToEndpoints(IReadOnlyList<Endpoint> endpoints) => false; // as the framework's own, it is of two kinds

        IReadOnlyList<PolicyNodeEdge> INodeBuilderPolicy.GetEdges(IReadOnlyList<Endpoint> endpoints) => [];

        PolicyJumpTable INodeBuilderPolicy.BuildJumpTable(int exitDestination, IReadOnlyList<PolicyJumpTableEdge> edges) => throw new NotSupportedException();

        public bool AppliesToEndpoints(IReadOnlyList<Endpoint> endpoints) => endpoints.Count > 1;

        public Task ApplyAsync(HttpContext httpContext, CandidateSet candidates)
        {
            for (int i = 0; i < candidates.Count; i++)
            {
                candidates.SetValidity(i, candidates[i].Endpoint.Metadata.GetMetadata<MethodInfo>()?.Name.Contains(nameof(ChoosingPolicy), StringComparison.Ordinal) ?? true);
            }

            return Task.CompletedTask;
        }
    }
}
