namespace Webhooks.Receiver;

/// <summary>Why an event of a known type could not be read. Quotes nothing of the body, so it is safe to log.</summary>
/// <param name="Member">
/// The path of the member that is missing or cannot be read, such as <c>data.conversion_value</c>, by the names that the event's type
/// declares; null where it is not one member.
/// </param>
public sealed record WebhookReadError(string? Member)
{
    /// <summary>A sentence for people.</summary>
    public string Message => Member is null
        ? "The event's type is known, but its data has another shape."
        : $"The event's type is known, but its member '{Member}' is missing or cannot be read.";
}
