namespace Webhooks.Receiver;

/// <summary>The reason why an event of a known type could not be read. Contains no text from the body, so it is safe to log.</summary>
/// <param name="Member">
/// The path of the member that is missing or cannot be read, such as <c>data.conversion_value</c>, in names that the event's type declares;
/// null if it is not one member.
/// </param>
public sealed record WebhookReadError(string? Member)
{
    /// <summary>A sentence that describes the error.</summary>
    public string Message => Member is null
        ? "The event's type is known, but its data has another shape."
        : $"The event's type is known, but its member '{Member}' is missing or cannot be read.";
}
