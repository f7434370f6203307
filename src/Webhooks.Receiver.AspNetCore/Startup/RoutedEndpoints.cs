using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;

namespace Webhooks.Receiver.AspNetCore;

/// <summary>Groups the endpoints of an app by the routing that chooses among them: each branch of the pipeline may have one of its own.</summary>
internal static class RoutedEndpoints
{
    /// <summary>Where UseRouting keeps the route builder of a pipeline.</summary>
    private const string RouteBuilderKey = "__EndpointRouteBuilder";

    /// <summary>
    /// Gets all endpoints. Those of the main pipeline are together. Of a branch only those of one source are known to be together; in general these
    /// are the ones that are mapped without a group or a controller.
    /// </summary>
    public static IReadOnlyList<IReadOnlyList<Endpoint>> Get(EndpointDataSource all, IApplicationBuilder app)
    {
        IEnumerable<EndpointDataSource> sources = all is CompositeEndpointDataSource composite ? composite.DataSources : [all];
        IEnumerable<EndpointDataSource> main = app.Properties.TryGetValue(RouteBuilderKey, out object? builder) && builder is IEndpointRouteBuilder routes
            ? routes.DataSources
            : [];
        HashSet<EndpointDataSource> together = [.. main];
        return
        [
            .. from source in sources
               group source by together.Contains(source) ? together : (object)source into routed
               select (IReadOnlyList<Endpoint>)[.. routed.SelectMany(source => source.Endpoints)],
        ];
    }
}
