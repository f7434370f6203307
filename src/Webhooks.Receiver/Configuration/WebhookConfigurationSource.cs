using Microsoft.Extensions.Configuration;

namespace Webhooks.Receiver;

/// <summary>The section that the providers' sections stand in; null where the app has no configuration.</summary>
internal sealed record WebhookConfigurationSource(IConfiguration? Section, string Path)
{
    public string PathOf(string optionsName) => $"{Path}:{optionsName}";
}
