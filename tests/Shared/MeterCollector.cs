using System.Collections.Concurrent;
using System.Diagnostics.Metrics;

namespace Webhooks.Receiver.Tests;

/// <summary>Keeps every measurement of the meters of one factory, or of all of them.</summary>
internal sealed class MeterCollector : IDisposable
{
    private readonly MeterListener _listener = new();
    private readonly ConcurrentQueue<Measured> _measurements = new();

    public MeterCollector(IMeterFactory? factory)
    {
        _listener.InstrumentPublished = (instrument, listener) =>
        {
            if (factory is null || ReferenceEquals(instrument.Meter.Scope, factory))
            {
                listener.EnableMeasurementEvents(instrument);
            }
        };
        _listener.SetMeasurementEventCallback<long>((instrument, value, tags, _) => Keep(instrument, value, tags));
        _listener.SetMeasurementEventCallback<int>((instrument, value, tags, _) => Keep(instrument, value, tags));
        _listener.SetMeasurementEventCallback<double>((instrument, value, tags, _) => Keep(instrument, value, tags));
        _listener.Start();
    }

    public IReadOnlyList<Measured> All => [.. _measurements];

    /// <summary>What our own instrument of this name measured.</summary>
    public IReadOnlyList<Measured> Of(string instrument) => [.. All.Where(measured => measured.Instrument.Name == instrument)];

    /// <summary>Reads the observable instruments.</summary>
    public void Observe() => _listener.RecordObservableInstruments();

    public void Clear() => _measurements.Clear();

    public void Dispose() => _listener.Dispose();

    private void Keep(Instrument instrument, double value, ReadOnlySpan<KeyValuePair<string, object?>> tags) =>
        _measurements.Enqueue(new Measured(instrument, value, tags.ToArray()));
}
