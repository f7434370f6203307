namespace Webhooks.Receiver;

/// <summary>The format of the signature header: one signature, or a list in which some items are signatures. Immutable.</summary>
/// <remarks>Prefixes are case-sensitive. Spaces and tabs around a value or an item are not part of it.</remarks>
public sealed class SignatureFormat
{
    private SignatureFormat(string prefix, bool isPrefixOptional, char? separator)
    {
        Prefix = prefix;
        IsPrefixOptional = isPrefixOptional;
        Separator = separator;
    }

    /// <summary>The prefix of a signature, such as <c>sha256=</c> or <c>v1,</c>; empty if there is none.</summary>
    public string Prefix { get; }

    /// <summary>Whether a value without the prefix is accepted as a signature too.</summary>
    public bool IsPrefixOptional { get; }

    /// <summary>The separator between the items of a list; <see langword="null"/> if the header is one value.</summary>
    public char? Separator { get; }

    /// <summary>The whole header is one signature, such as <c>sha256=ab12…</c>.</summary>
    /// <param name="prefix">The prefix of the signature; removed once, at the start only.</param>
    /// <param name="isPrefixOptional">Whether a value without the prefix is accepted too.</param>
    public static SignatureFormat Value(string prefix = "", bool isPrefixOptional = false)
    {
        ArgumentNullException.ThrowIfNull(prefix);
        return new SignatureFormat(prefix, isPrefixOptional, null);
    }

    /// <summary>
    /// The header is a list, such as <c>t=1700000000,v1=ab12…,v1=cd34…</c>. Items with the prefix are signatures, and one has to
    /// match. Other items are ignored, so that a sender can add new versions.
    /// </summary>
    /// <param name="separator">The separator between the items.</param>
    /// <param name="prefix">The prefix of a signature, such as <c>v1=</c>; not empty.</param>
    /// <remarks>At most <see cref="MaxSignatures"/> signatures are accepted in one header.</remarks>
    public static SignatureFormat List(char separator, string prefix)
    {
        ArgumentException.ThrowIfNullOrEmpty(prefix);
        return new SignatureFormat(prefix, false, separator);
    }

    /// <summary>The largest number of signatures in a list. A list with more is refused as malformed.</summary>
    public const int MaxSignatures = 16;
}
