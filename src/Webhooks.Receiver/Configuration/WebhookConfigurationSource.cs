using Microsoft.Extensions.Configuration;

namespace Webhooks.Receiver;

/// <summary>The configuration section with the providers' sections; null if the app has no configuration.</summary>
internal sealed record WebhookConfigurationSource(IConfiguration? Section, string Path)
{
    public string GetPath(string optionsName) => $"{Path}:{optionsName}";
}
