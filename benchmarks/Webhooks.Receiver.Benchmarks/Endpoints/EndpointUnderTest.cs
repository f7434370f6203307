using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.Features;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Webhooks.Receiver.Benchmarks.Deliveries;
using Webhooks.Receiver.Benchmarks.HandWritten;
using Webhooks.Receiver.Benchmarks.Load;
using Webhooks.Receiver.Cue;
using Webhooks.Receiver.Storage;

namespace Webhooks.Receiver.Benchmarks.Endpoints;

/// <summary>Calls an app's mapped endpoint through its <see cref="RequestDelegate"/>: no server, no sockets, no routing.</summary>
internal sealed class EndpointUnderTest : IAsyncDisposable
{
    private readonly WebApplication _app;
    private readonly Endpoint _endpoint;
    private readonly RequestDelegate _receive;
    private readonly IServiceScopeFactory _scopes;
    private readonly InMemoryExchange _exchange = new();
    private readonly DefaultHttpContext _http = new();

    private EndpointUnderTest(Action<IServiceCollection> register, Action<WebApplication> map)
    {
        WebApplicationBuilder builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders().AddProvider(new DiscardingLoggerProvider());
        // As in the configuration from "dotnet new web".
        builder.Logging.SetMinimumLevel(LogLevel.Information).AddFilter("Microsoft.AspNetCore", LogLevel.Warning);
        register(builder.Services);
        _app = builder.Build();
        map(_app);
        _endpoint = ((IEndpointRouteBuilder)_app).DataSources.SelectMany(source => source.Endpoints).Single();
        _receive = _endpoint.RequestDelegate!;
        _scopes = _app.Services.GetRequiredService<IServiceScopeFactory>();
    }

    /// <summary>The status code of the last answer.</summary>
    public int StatusCode => _exchange.StatusCode;

    /// <summary>Creates the endpoint of the library, as the README shows it.</summary>
    public static EndpointUnderTest Receiver(IIdempotencyStore store, Action<CueAdClick> track) => new(
        services =>
        {
            services.AddWebhooks(options => options.Secrets = [CueDeliveries.Secret]);
            services.AddSingleton(store);
        },
        app => app.MapWebhook<CueEvent>("/webhooks/cue", (e, _) =>
        {
            if (e is CueAdClick click)
            {
                track(click);
            }

            return Task.CompletedTask;
        }));

    /// <summary>Creates the hand-written endpoint to compare with.</summary>
    public static EndpointUnderTest HandWritten(Action<HandWrittenClickData> track) => new(
        _ => { },
        app => HandWrittenEndpoint.Map(app, "/webhooks/cue", CueDeliveries.Secret, click =>
        {
            track(click);
            return Task.CompletedTask;
        }));

    /// <summary>Sends a request that is handled synchronously, so that the calling thread does all the work.</summary>
    /// <returns>The answer's status code.</returns>
    public int Send(PreparedRequest request)
    {
        ValueTask sending = SendAsync(request);
        if (!sending.IsCompletedSuccessfully)
        {
            throw new InvalidOperationException("The endpoint failed, or did not complete synchronously.", sending.AsTask().Exception);
        }

        return StatusCode;
    }

    public async ValueTask SendAsync(PreparedRequest request)
    {
        _exchange.Begin(request.Headers, request.Body);
        _http.Initialize(_exchange.Features);
        _http.ServiceScopeFactory = _scopes;
        _http.SetEndpoint(_endpoint);
        await _receive(_http).ConfigureAwait(false);
        await _exchange.CompleteAsync().ConfigureAwait(false);
        _exchange.Features.Set<IServiceProvidersFeature>(null);
        _http.Uninitialize();
    }

    public ValueTask DisposeAsync() => _app.DisposeAsync();
}
