namespace Webhooks.Receiver;

/// <summary>
/// A set of names to which a provider may add: a struct with the text on the wire, so that a new value is kept and not refused. All open
/// enums ignore case.
/// </summary>
/// <typeparam name="TSelf">The implementing struct.</typeparam>
public interface IOpenEnum<TSelf>
    where TSelf : struct, IOpenEnum<TSelf>
{
    /// <summary>
    /// The text. A known value is spelled as its constant, in whatever case it was sent, so that a <see langword="switch"/> over the constants
    /// finds it. Any other value is spelled as on the wire. Empty for <see langword="default"/>.
    /// </summary>
    string Value { get; }

    /// <summary>Creates a value from a text, known or not.</summary>
    /// <param name="value">The text on the wire.</param>
    static abstract TSelf From(string value);
}
