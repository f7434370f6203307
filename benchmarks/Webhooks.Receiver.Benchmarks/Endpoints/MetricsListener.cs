using System.Diagnostics.Metrics;

namespace Webhooks.Receiver.Benchmarks.Endpoints;

/// <summary>Listens to the library's metrics as an exporter does, so that their cost is measured too.</summary>
internal sealed class MetricsListener : IDisposable
{
    private readonly MeterListener _listener = new();

    public MetricsListener()
    {
        _listener.InstrumentPublished = (instrument, listener) =>
        {
            if (instrument.Meter.Name == WebhookTelemetry.MeterName)
            {
                listener.EnableMeasurementEvents(instrument);
            }
        };
        _listener.SetMeasurementEventCallback<long>((_, _, _, _) => Measurements++);
        _listener.SetMeasurementEventCallback<double>((_, _, _, _) => Measurements++);
        _listener.Start();
    }

    public long Measurements { get; private set; }

    public void Dispose() => _listener.Dispose();
}
