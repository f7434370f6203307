using Microsoft.AspNetCore.Builder;
using Microsoft.Extensions.DependencyInjection;
using Webhooks.Receiver.AspNetCore.Tests.Support;

namespace Webhooks.Receiver.AspNetCore.Tests;

/// <summary>An app with one minimal-API handler.</summary>
internal static class FreeFormApp
{
    public const string FreePath = "/free";

    public static Task<WebhookApp> StartAsync(Delegate handler, Action<WebhookAppOptions>? configure = null) => WebhookApp.StartAsync(
        app => app.MapPost(FreePath, handler),
        options =>
        {
            options.Builder = builder => builder.Services.ConfigureHttpJsonOptions(
                json => json.SerializerOptions.TypeInfoResolverChain.Insert(0, TestJsonContext.Default));
            configure?.Invoke(options);
        });
}
