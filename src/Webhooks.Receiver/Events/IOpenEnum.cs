namespace Webhooks.Receiver;

/// <summary>
/// A set of names of which only some are known: a struct around the text on the wire, so that a value nobody has seen yet is kept
/// instead of refused. Case makes no difference in any of them.
/// </summary>
/// <typeparam name="TSelf">The implementing struct.</typeparam>
public interface IOpenEnum<TSelf>
    where TSelf : struct, IOpenEnum<TSelf>
{
    /// <summary>
    /// The text: of a known value as its constant is spelled, in whatever case it was sent, so that a <see langword="switch"/> over the
    /// constants is complete; of any other value as on the wire. Empty for <see langword="default"/>.
    /// </summary>
    string Value { get; }

    /// <summary>Wraps a text, known or not.</summary>
    /// <param name="value">The text on the wire.</param>
    static abstract TSelf From(string value);
}
