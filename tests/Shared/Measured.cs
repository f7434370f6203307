using System.Diagnostics.Metrics;

namespace Webhooks.Receiver.Tests;

/// <summary>One measurement.</summary>
internal sealed record Measured(Instrument Instrument, double Value, KeyValuePair<string, object?>[] Tags)
{
    public object? this[string tag] => Tags.FirstOrDefault(pair => pair.Key == tag).Value;

    public string Everything => $"{Instrument.Name} {string.Join(' ', Tags.Select(tag => $"{tag.Key}={tag.Value}"))}";
}
