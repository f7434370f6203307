namespace Webhooks.Receiver.CueApi;

/// <summary>A cue fired: its execution is delivered, and its payload is read.</summary>
/// <typeparam name="TPayload">Your payload.</typeparam>
public sealed record CueApiExecution<TPayload> : CueApiEvent<TPayload>
    where TPayload : class
{
    internal CueApiExecution(CueApiEvent untyped, TPayload payload)
        : base(untyped) => Payload = payload;

    /// <summary>Your payload.</summary>
    public override TPayload Payload { get; }
}
