namespace Webhooks.Receiver.CueApi;

/// <summary>A cue fired: its execution is delivered.</summary>
public sealed record CueApiExecution : CueApiEvent;
