namespace Webhooks.Receiver.CueApi;

/// <summary>An authentic execution whose envelope or payload this version cannot read. All of its JSON is kept.</summary>
/// <typeparam name="TPayload">The payload that was expected.</typeparam>
public sealed record CueApiUnknownEvent<TPayload> : CueApiEvent<TPayload>, IUnknownWebhookEvent
    where TPayload : class
{
    internal CueApiUnknownEvent(CueApiEvent untyped, WebhookReadError? readError)
        : base(untyped) => ReadError = readError;

    /// <inheritdoc/>
    public WebhookReadError? ReadError { get; }
}
