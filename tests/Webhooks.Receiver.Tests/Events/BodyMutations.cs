using System.Text;
using FsCheck;
using FsCheck.Fluent;

namespace Webhooks.Receiver.Tests;

/// <summary>Random changes of bodies.</summary>
internal static class BodyMutations
{
    private static readonly string[] _fragments =
    [
        "{", "}", "[", "]", ":", ",", "\"", "\\", "\\u", "\\ud800", "\\udfaf", "null", "true", "-", "1e999", "0.1", "\"id\":", "\"type\":",
        "\"data\":{", "\"ad.click\"", "\u00a0", "\uFEFF", "\0", "/*", "//", "\"id\":\"x\",", "\"created\":\"2024\",", new string('[', 70),
        "\"event\":", "\"payload\":", "\"execution_id\":\"e\",", "\"timestamp\":17,",
    ];

    private static readonly Gen<byte[]> _fragmentBytes = Gen.Elements(_fragments).Select(Encoding.UTF8.GetBytes);

    /// <summary>Any bytes, or pieces of JSON in any order.</summary>
    public static Gen<byte[]> Arbitrary { get; } = Gen.OneOf(
        ArbMap.Default.GeneratorFor<byte[]>().Select(body => body ?? []),
        Gen.Elements(_fragments).ListOf().Select(fragments => Encoding.UTF8.GetBytes(string.Concat(fragments))));

    /// <summary>A real payload in which pieces were overwritten, cut out, doubled or put in.</summary>
    public static Gen<byte[]> Of(IEnumerable<byte[]> bodies) =>
        from body in Gen.Elements(bodies.ToArray())
        from edits in Gen.Zip(Gen.Choose(0, int.MaxValue - 1), Gen.Zip(Gen.Choose(0, 4), _fragmentBytes)).NonEmptyListOf()
        select edits.Aggregate(body, (current, edit) => Edit(current, edit.Item1, edit.Item2.Item1, edit.Item2.Item2));

    /// <summary>Each byte changed to what hurts most, and the body cut off before each byte.</summary>
    public static IEnumerable<byte[]> EveryByteOf(byte[] body)
    {
        for (int at = 0; at < body.Length; at++)
        {
            foreach (byte value in new byte[] { 0, (byte)'"', (byte)'\\', (byte)'}', (byte)'9', 0x80, 0xff })
            {
                byte[] changed = [.. body];
                changed[at] = value;
                yield return changed;
            }

            yield return body[..at];
        }
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
