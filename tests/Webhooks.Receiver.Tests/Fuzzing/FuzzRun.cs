using System.Diagnostics;
using FsCheck;
using Microsoft.FSharp.Core;

namespace Webhooks.Receiver.Tests;

/// <summary>
/// Tries cases in batches until the time has passed. A batch follows from its seed alone, and its number is added to the first batch's
/// seed: the failing batch's seed makes it the first one.
/// </summary>
internal static class FuzzRun
{
    private const int CasesPerBatch = 100;
    private const int MaxBatches = 10_000_000;
    private const int LargestSize = 120;

    /// <summary>Odd, as the generator asks for; the golden ratio, as it recommends.</summary>
    private const ulong Gamma = 0x9E3779B97F4A7C15;

    /// <summary>A batch takes milliseconds: one that is not ready by then hangs.</summary>
    private static readonly TimeSpan _longestBatch = TimeSpan.FromMinutes(2);

    /// <exception cref="FuzzFailureException">A case does not hold, or does not end.</exception>
    public static FuzzReport Run(FuzzTarget target, ulong firstSeed, TimeSpan time, int maxBatches = MaxBatches, TimeSpan? longestBatch = null)
    {
        long started = Stopwatch.GetTimestamp();
        int batches = 0;
        do
        {
            RunBatch(target, unchecked(firstSeed + (ulong)batches), longestBatch ?? _longestBatch);
            batches++;
        }
        while (batches < maxBatches && Stopwatch.GetElapsedTime(started) < time);

        return new FuzzReport((long)batches * CasesPerBatch, Stopwatch.GetElapsedTime(started));
    }

    private static void RunBatch(FuzzTarget target, ulong seed, TimeSpan longest)
    {
        Config config = Config.QuickThrowOnFailure.WithQuietOnSuccess(true).WithMaxTest(CasesPerBatch).WithEndSize(LargestSize)
            .WithReplay(FSharpOption<Replay>.Some(new Replay(new Rnd(seed, Gamma), FSharpOption<int>.None)));
        Exception? found = null;
        var batch = new Thread(() =>
        {
            try
            {
                Check.One(config, target.Property);
            }
            catch (Exception e)
            {
                found = e;
            }
        })
        {
            IsBackground = true, // a hanging one must not keep the process
        };
        batch.Start();
        if (!batch.Join(longest))
        {
            throw new FuzzFailureException(target.Name, seed, $"A case did not end within {longest}.");
        }

        if (found is not null)
        {
            throw new FuzzFailureException(target.Name, seed, found.Message);
        }
    }
}
