using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Server.Kestrel.Core;
using Microsoft.Extensions.Hosting;

namespace Webhooks.Receiver.AspNetCore.Tests.Support;

/// <summary>How a test's app differs from the plainest one.</summary>
internal sealed class WebhookAppOptions
{
    private InMemoryIdempotencyStore? _memory;

    public string Environment { get; set; } = Environments.Production;

    public Dictionary<string, string?> Settings { get; } = new() { ["Webhooks:Cue:Secrets:0"] = CueRequest.Secret };

    public ManualTimeProvider Clock { get; set; } = new();

    /// <summary>The store in memory, by the test's clock.</summary>
    public InMemoryIdempotencyStore Memory
    {
        get => _memory ??= new InMemoryIdempotencyStore(timeProvider: Clock);
        set => _memory = value;
    }

    public bool AddsWebhooks { get; set; } = true;

    public Action<IWebhooksBuilder>? Webhooks { get; set; }

    public Action<WebApplicationBuilder>? Builder { get; set; }

    public HttpProtocols Protocols { get; set; } = HttpProtocols.Http1;

    public int Port { get; set; }

    /// <summary>Whether the section <c>Logging</c> says what is logged; otherwise everything is.</summary>
    public bool HasLogLevelsOfSettings { get; set; }

    public bool UsesTestServer { get; set; }
}
