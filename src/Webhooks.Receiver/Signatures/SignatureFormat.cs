namespace Webhooks.Receiver;

/// <summary>How signatures stand in their header: one value, or a list of which some items are signatures. Immutable.</summary>
/// <remarks>Prefixes compare ordinally, case included. Spaces and tabs around a value or an item are not part of it.</remarks>
public sealed class SignatureFormat
{
    private SignatureFormat(string prefix, bool isPrefixOptional, char? separator)
    {
        Prefix = prefix;
        IsPrefixOptional = isPrefixOptional;
        Separator = separator;
    }

    /// <summary>What a signature starts with, such as <c>sha256=</c> or <c>v1,</c>; empty for none.</summary>
    public string Prefix { get; }

    /// <summary>Whether a value without the prefix is a signature too.</summary>
    public bool IsPrefixOptional { get; }

    /// <summary>What stands between the items of a list; <see langword="null"/> where the header is one value.</summary>
    public char? Separator { get; }

    /// <summary>The whole header is one signature, such as <c>sha256=ab12…</c>.</summary>
    /// <param name="prefix">What it starts with; stripped once, and only at the front.</param>
    /// <param name="isPrefixOptional">Whether a bare value is accepted as well.</param>
    public static SignatureFormat Value(string prefix = "", bool isPrefixOptional = false)
    {
        ArgumentNullException.ThrowIfNull(prefix);
        return new SignatureFormat(prefix, isPrefixOptional, null);
    }

    /// <summary>
    /// The header is a list, such as <c>t=1700000000,v1=ab12…,v1=cd34…</c>. Items with the prefix are signatures and one of them
    /// has to match; the others are left alone, so that a sender may add versions.
    /// </summary>
    /// <param name="separator">What stands between items.</param>
    /// <param name="prefix">What a signature starts with, such as <c>v1=</c>.</param>
    /// <remarks>At most <see cref="MaxSignatures"/> signatures are accepted in one header.</remarks>
    public static SignatureFormat List(char separator, string prefix)
    {
        ArgumentException.ThrowIfNullOrEmpty(prefix);
        return new SignatureFormat(prefix, false, separator);
    }

    /// <summary>The most signatures that a list may hold before it is refused as malformed.</summary>
    public const int MaxSignatures = 16;
}
