using BenchmarkDotNet.Configs;
using BenchmarkDotNet.Diagnosers;
using BenchmarkDotNet.Exporters;
using BenchmarkDotNet.Exporters.Json;
using BenchmarkDotNet.Reports;

namespace Webhooks.Receiver.Benchmarks.Running;

/// <summary>What all benchmarks share; how long they run is for the command line to say.</summary>
internal static class BenchmarkConfig
{
    private const int WidestPayloadName = 40;

    public static IConfig Create() => ManualConfig.CreateMinimumViable()
        .AddValidator([.. DefaultConfig.Instance.GetValidators()])
        .AddDiagnoser(MemoryDiagnoser.Default)
        .AddExporter(MarkdownExporter.GitHub, JsonExporter.Full)
        .WithSummaryStyle(SummaryStyle.Default.WithMaxParameterColumnWidth(WidestPayloadName));
}
