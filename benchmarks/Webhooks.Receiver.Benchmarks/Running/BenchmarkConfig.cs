using BenchmarkDotNet.Configs;
using BenchmarkDotNet.Diagnosers;
using BenchmarkDotNet.Exporters;
using BenchmarkDotNet.Exporters.Json;
using BenchmarkDotNet.Reports;

namespace Webhooks.Receiver.Benchmarks.Running;

/// <summary>The configuration of all benchmarks. The command line sets how long they run.</summary>
internal static class BenchmarkConfig
{
    private const int WidestPayloadName = 40;

    public static IConfig Create() => ManualConfig.CreateMinimumViable()
        .AddValidator([.. DefaultConfig.Instance.GetValidators()])
        .AddDiagnoser(MemoryDiagnoser.Default)
        .AddExporter(MarkdownExporter.GitHub, JsonExporter.Full)
        .WithSummaryStyle(SummaryStyle.Default.WithMaxParameterColumnWidth(WidestPayloadName));
}
