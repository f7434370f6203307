using System.Text;
using FsCheck;
using FsCheck.Fluent;
using Webhooks.Receiver.Cue;

namespace Webhooks.Receiver.Tests;

/// <summary>What has to hold for any bytes that pass for a Cue event's body.</summary>
public sealed class CueEventPropertyTests
{
    private const string Canary = "c4nary";

    private static readonly Config _config = Config.QuickThrowOnFailure.WithMaxTest(2000).WithQuietOnSuccess(true);

    private static readonly Gen<byte[]> _mutated = BodyMutations.Of(CuePayloads.Bodies);

    [Fact]
    public void TryParse_ArbitraryBytes_NeverThrows()
    {
        Check.One(_config, Prop.ForAll(Arb.From(BodyMutations.Arbitrary), IsHarmless));
    }

    [Fact]
    public void TryParse_MutatedPayload_NeverThrows()
    {
        Check.One(_config, Prop.ForAll(Arb.From(_mutated), IsHarmless));
    }

    [Fact]
    public void TryParse_EveryByteOfAPayloadChanged_NeverThrows()
    {
        foreach (byte[] body in CuePayloads.Bodies)
        {
            BodyMutations.EveryByteOf(body).Should().OnlyContain(changed => IsHarmless(changed));
        }
    }

    [Fact]
    public void Parse_MutatedPayload_ThrowsFormatExceptionOnlyAndQuotesNothing()
    {
        int refused = 0;
        Check.One(_config, Prop.ForAll(Arb.From(_mutated), body =>
        {
            byte[] marked = Sender.Utf8(Encoding.UTF8.GetString(body).Replace("evt", Canary, StringComparison.Ordinal)
                .Replace("ad", Canary, StringComparison.Ordinal));
            try
            {
                CueEvent e = CueWebhooks.Parse(marked);
                return e is not CueUnknownEvent { ReadError: { } error } || !error.ToString().Contains(Canary, StringComparison.Ordinal);
            }
            catch (FormatException e)
            {
                refused++;
                return e.InnerException is null && !e.ToString().Contains(Canary, StringComparison.Ordinal);
            }
        }));

        refused.Should().BePositive("else nothing was tried");
    }

    /// <summary>No exception; an event has an id and a type, and its raw JSON can be read.</summary>
    private static bool IsHarmless(byte[] body)
    {
        if (!CueWebhooks.TryParse(body, out CueEvent? e))
        {
            return e is null;
        }

        return !string.IsNullOrWhiteSpace(e.Id) && e.Type.Length > 0
            && (e is not CueUnknownEvent unknown || (unknown.Json.GetRawText().Length > 0 && Enum.IsDefined(unknown.Data.ValueKind)))
            && CueEvent.Provider.Parse(new WebhookPayload(body, WebhookHeaders.Empty)).Identity.IsAuthenticated;
    }
}
