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

    private static readonly string[] _fragments =
    [
        "{", "}", "[", "]", ":", ",", "\"", "\\", "\\u", "\\ud800", "\\udfaf", "null", "true", "-", "1e999", "0.1", "\"id\":", "\"type\":",
        "\"data\":{", "\"ad.click\"", "\u00a0", "\uFEFF", "\0", "/*", "//", "\"id\":\"x\",", "\"created\":\"2024\",", new string('[', 70),
    ];

    private static readonly Gen<byte[]> _fragmentBytes = Gen.Elements(_fragments).Select(Encoding.UTF8.GetBytes);

    /// <summary>A real payload in which pieces were overwritten, cut out, doubled or put in.</summary>
    private static readonly Gen<byte[]> _mutated =
        from body in Gen.Elements(CuePayloads.Bodies.ToArray())
        from edits in Gen.Zip(Gen.Choose(0, int.MaxValue - 1), Gen.Zip(Gen.Choose(0, 4), _fragmentBytes)).NonEmptyListOf()
        select edits.Aggregate(body, (current, edit) => Edit(current, edit.Item1, edit.Item2.Item1, edit.Item2.Item2));

    [Fact]
    public void TryParse_ArbitraryBytes_NeverThrows()
    {
        Gen<byte[]> bytes = Gen.OneOf(
            ArbMap.Default.GeneratorFor<byte[]>().Select(body => body ?? []),
            Gen.Elements(_fragments).ListOf().Select(fragments => Encoding.UTF8.GetBytes(string.Concat(fragments))));

        Check.One(_config, Prop.ForAll(Arb.From(bytes), IsHarmless));
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
            for (int at = 0; at < body.Length; at++)
            {
                foreach (byte value in (ReadOnlySpan<byte>)[0, (byte)'"', (byte)'\\', (byte)'}', (byte)'9', 0x80, 0xff])
                {
                    byte[] changed = [.. body];
                    changed[at] = value;
                    IsHarmless(changed).Should().BeTrue("of byte {0} set to {1}", at, value);
                }

                IsHarmless(body[..at]).Should().BeTrue("of the first {0} bytes", at);
            }
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

    private static byte[] Edit(byte[] body, int seed, int kind, byte[] fragment)
    {
        int at = seed % (body.Length + 1);
        int length = Math.Min((seed / 7) % 40, body.Length - at);
        return kind switch
        {
            0 => [.. body[..at], .. fragment, .. body[at..]],
            1 => [.. body[..at], .. body[(at + length)..]],
            2 => [.. body[..(at + length)], .. body[at..]],
            3 => [.. body[..at], .. fragment, .. body[(at + length)..]],
            _ => [.. body[..at], (byte)seed, .. body[Math.Min(at + 1, body.Length)..]],
        };
    }
}
