namespace Webhooks.Receiver;

/// <summary>
/// Thrown by a handler that can never handle its event, such as one that names an account which does not exist. In the inbox the
/// event is dead at once. Without an inbox it is a failure like any other, and the sender tries again.
/// </summary>
public sealed class WebhookPermanentFailureException : Exception
{
    /// <summary>Creates the exception.</summary>
    /// <param name="message">Why, for people; the inbox keeps it.</param>
    /// <param name="innerException">The cause; null for none.</param>
    public WebhookPermanentFailureException(string message, Exception? innerException = null)
        : base(message, innerException)
    {
    }
}
