using System.Diagnostics.Metrics;

namespace Webhooks.Receiver.Benchmarks.Endpoints;

/// <summary>Listens to our metrics as an exporter would, so that measuring them is part of what is measured.</summary>
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
