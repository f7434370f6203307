using Webhooks.Receiver.Benchmarks.Deliveries;
using Webhooks.Receiver.Benchmarks.HandWritten;
using Webhooks.Receiver.Cue;

namespace Webhooks.Receiver.Benchmarks.Gate.Rows;

/// <summary>Verification and parsing, compared with hand-written code for both.</summary>
internal static class ReadingRows
{
    public static IEnumerable<Func<GateRow>> All() =>
    [
        () => new GateRow("verify + parse, Cue ad.click", Ours())
        {
            Baseline = HandWritten(),
            TimeGoal = 0.75,
            BytesRatioGoal = 0.75,
        },
    ];

    private static Contestant Ours()
    {
        var cue = new CueWebhooks(CueDeliveries.Secret);
        PreparedDelivery delivery = CueDeliveries.Click();
        return Contestant.Create("ours", () => cue.Verify(delivery.Body, delivery.Signature).IsValid && CueWebhooks.Parse(delivery.Body) is CueAdClick);
    }

    private static Contestant HandWritten()
    {
        var verifier = new HandWrittenVerifier(CueDeliveries.Secret);
        PreparedDelivery delivery = CueDeliveries.Click();
        return Contestant.Create("hand-written", () =>
            verifier.IsAuthentic(delivery.Body, delivery.Signature) && HandWrittenReader.ReadClick(delivery.Body) is not null);
    }
}
