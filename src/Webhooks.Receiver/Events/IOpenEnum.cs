namespace Webhooks.Receiver;

/// <summary>
/// A set of names of which only some are known: a struct around the text on the wire, so that a value nobody has seen yet is kept
/// instead of refused.
/// </summary>
/// <typeparam name="TSelf">The implementing struct.</typeparam>
public interface IOpenEnum<TSelf>
    where TSelf : struct, IOpenEnum<TSelf>
{
    /// <summary>The text on the wire; empty for <see langword="default"/>.</summary>
    string Value { get; }

    /// <summary>Wraps a text, known or not.</summary>
    /// <param name="value">The text on the wire.</param>
    static abstract TSelf From(string value);
}
