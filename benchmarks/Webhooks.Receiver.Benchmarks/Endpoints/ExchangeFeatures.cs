using System.Collections;
using Microsoft.AspNetCore.Http.Features;

namespace Webhooks.Receiver.Benchmarks.Endpoints;

/// <summary>
/// The features of a request, stored as a server stores them: the features of every request in fields, where they are found fast,
/// and only the others in a dictionary.
/// </summary>
internal sealed class ExchangeFeatures(InMemoryExchange exchange) : IFeatureCollection
{
    private readonly FeatureCollection _others = [];
    private object? _endpoint;
    private object? _services;
    private object? _responseBody;

    public bool IsReadOnly => false;

    public int Revision { get; private set; }

    public object? this[Type key]
    {
        get => _others[key];
        set => _others[key] = value;
    }

    public TFeature? Get<TFeature>() =>
        exchange is TFeature own ? own
        : typeof(TFeature) == typeof(IEndpointFeature) ? (TFeature?)_endpoint
        : typeof(TFeature) == typeof(IServiceProvidersFeature) ? (TFeature?)_services
        : typeof(TFeature) == typeof(IHttpResponseBodyFeature) ? (TFeature?)_responseBody
        : _others.Get<TFeature>();

    public void Set<TFeature>(TFeature? instance)
    {
        Revision++;
        if (typeof(TFeature) == typeof(IEndpointFeature))
        {
            _endpoint = instance;
        }
        else if (typeof(TFeature) == typeof(IServiceProvidersFeature))
        {
            _services = instance;
        }
        else if (typeof(TFeature) == typeof(IHttpResponseBodyFeature))
        {
            _responseBody = instance;
        }
        else
        {
            _others.Set(instance);
        }
    }

    public IEnumerator<KeyValuePair<Type, object>> GetEnumerator() => _others.GetEnumerator();

    IEnumerator IEnumerable.GetEnumerator() => GetEnumerator();
}
