using System.Diagnostics.Metrics;

namespace Webhooks.Receiver.Benchmarks.Endpoints;

/// <summary>Listens to the receiver's metrics, as an app does that exports them.</summary>
internal sealed class MetricsListener : IDisposable
{
    private readonly MeterListener _listener = new();
    private long _measurements;

    private MetricsListener()
    {
        _listener.InstrumentPublished = (instrument, listener) =>
        {
            if (instrument.Meter.Name == WebhookTelemetry.MeterName)
            {
                listener.EnableMeasurementEvents(instrument);
            }
        };
        _listener.SetMeasurementEventCallback<long>((_, _, _, _) => _measurements++);
        _listener.SetMeasurementEventCallback<double>((_, _, _, _) => _measurements++);
    }

    public long Measurements => _measurements;

    public static MetricsListener Start()
    {
        var metrics = new MetricsListener();
        metrics._listener.Start();
        return metrics;
    }

    public void Dispose() => _listener.Dispose();
}
