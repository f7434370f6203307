using System.Collections.Concurrent;
using System.Globalization;
using System.Net;
using Microsoft.AspNetCore.Builder;
using Microsoft.Extensions.DependencyInjection;
using Webhooks.Receiver.Cue;

namespace Webhooks.Receiver.Sqlite.Tests;

public sealed class OrderingTests
{
    private const int Keys = 10;
    private const int Events = 1000;

    [Fact]
    public async Task Work_ThousandEventsOfTenKeysWithFailures_EachKeyInOrderAndOthersDoNotWait()
    {
        using var file = new DatabaseFile();
        var handled = new ConcurrentDictionary<string, ConcurrentQueue<int>>();
        var failed = new ConcurrentDictionary<string, bool>();
        var mayGoOn = new TaskCompletionSource();
        int running = 0;
        int most = 0;
        int together = 0;
        var runningKeys = new ConcurrentDictionary<string, bool>();
        await using BackgroundApp app = await BackgroundApp.StartAsync(
            file,
            host => host.MapWebhook<CueEvent>(async (e, _) =>
                {
                    string key = ((CueAdClick)e).Data.CampaignId!;
                    int number = int.Parse(e.Id, CultureInfo.InvariantCulture);
                    Interlocked.Add(ref together, runningKeys.TryAdd(key, true) ? 0 : 1);
                    InterlockedMax(ref most, Interlocked.Increment(ref running));
                    try
                    {
                        if (number == 0)
                        {
                            await mayGoOn.Task; // the first key stands still
                        }

                        if (number % 7 == 0 && failed.TryAdd(e.Id, true))
                        {
                            throw new InvalidOperationException("The first attempt of every seventh event fails.");
                        }

                        handled.GetOrAdd(key, _ => []).Enqueue(number);
                    }
                    finally
                    {
                        Interlocked.Decrement(ref running);
                        runningKeys.TryRemove(key, out bool _);
                    }
                })
                .OrderBy(e => (e as CueAdClick)?.Data.CampaignId)
                .ProcessInBackground(),
            services => services.Configure<WebhookInboxOptions>(options =>
            {
                options.MaxConcurrency = 8;
                options.RetryDelay = TimeSpan.FromMilliseconds(20);
                options.PollInterval = TimeSpan.FromMilliseconds(100);
            }));

        await Task.WhenAll(Enumerable.Range(0, Keys).Select(async key =>
        {
            for (int i = key; i < Events; i += Keys)
            {
                (await app.PostAsync($"{i}", campaign: $"{key}")).Should().Be(HttpStatusCode.Accepted);
            }
        }));

        await app.HasProcessed(Events - (Events / Keys), others: Events / Keys);
        handled.Should().NotContainKey("0").And.HaveCount(Keys - 1, "other keys do not wait");
        mayGoOn.SetResult();
        await app.HasProcessed(Events);

        foreach ((string key, ConcurrentQueue<int> numbers) in handled)
        {
            int first = int.Parse(key, CultureInfo.InvariantCulture);
            numbers.Should().Equal(Enumerable.Range(0, Events / Keys).Select(i => first + (i * Keys)), $"key {key} is handled in order");
        }

        together.Should().Be(0, "one event of a key at a time");
        most.Should().BeInRange(2, 8);
        failed.Should().HaveCount((Events + 6) / 7);
    }

    private static void InterlockedMax(ref int value, int other)
    {
        int seen = Volatile.Read(ref value);
        while (other > seen)
        {
            int before = Interlocked.CompareExchange(ref value, other, seen);
            if (before == seen)
            {
                return;
            }

            seen = before;
        }
    }
}
