using FsCheck;
using FsCheck.Fluent;

namespace Webhooks.Receiver.Tests;

/// <summary>Valid JSON of any kind, as texts; no object has two members of one name.</summary>
internal static class JsonValues
{
    private static readonly string[] _scalars =
    [
        "null", "true", "false", "0", "-0", "7", "-1", "1.5", "2.0", "1e3", "1E-400", "1e400", "9223372036854775808", "1720727170", "1720727170123",
        "\"\"", "\" \"", "\"text\"", "\"7\"", "\"99.99\"", "\"2024-01-15T10:35:00Z\"", "\"2024-01-15 10:35:00\"", "\"yesterday\"", "\"\\u0000\"",
        "\"\\ud800\"", "\"\\udfaf\\ud83c\"", "\"\\ud83c\\udfaf\"", "\"\uFEFF\"", "\"null\"", "\"{}\"", $"\"{new string('x', 300)}\"",
    ];

    /// <summary>Among them names that our own types have, somewhere.</summary>
    private static readonly string[] _names =
    [
        "x", "", "$", "a.b", "a b", "'", "[0]", "id", "type", "data", "created", "timestamp", "code", "title", "context", "budget", "keywords", "offerId",
        "payload", "\\u0061", "\\n", "\\ud800", "\\udfaf", "\\\\ud800 ", "\\u0000", "日本語", "is_authenticated", "extension_data",
    ];

    private static readonly Gen<string> _scalar = Gen.OneOf(
        Gen.Elements(_scalars), ArbMap.Default.GeneratorFor<int>().Select(number => number.ToString(System.Globalization.CultureInfo.InvariantCulture)));

    public static Gen<string> Any { get; } = Below(3);

    private static Gen<string> Below(int levels) => levels == 0
        ? _scalar
        : Gen.Frequency(
            (3, _scalar),
            (1, Below(levels - 1).ListOf().Select(items => $"[{string.Join(',', items.Take(4))}]")),
            (2, from names in Gen.Shuffle(_names)
                from values in Gen.ListOf(Below(levels - 1))
                select $"{{{string.Join(',', names.Take(4).Zip(values, (name, value) => $"\"{name}\":{value}"))}}}"));
}
