namespace Webhooks.Receiver.Tests;

/// <summary>How much a run tried. It found nothing, or it would have thrown a <see cref="FuzzFailureException"/>.</summary>
/// <param name="Cases">The number of cases tried.</param>
/// <param name="Time">The time that they took.</param>
internal readonly record struct FuzzReport(long Cases, TimeSpan Time);
