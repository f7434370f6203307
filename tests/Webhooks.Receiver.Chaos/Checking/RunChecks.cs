namespace Webhooks.Receiver.Chaos;

/// <summary>What must hold at the end of a run. Each method returns the deliveries for which it does not, as it must for each of their events.</summary>
internal sealed class RunChecks(RunSettings settings, IReadOnlyList<EventRecord> records, IReadOnlyList<Outage> outages)
{
    private const int InProgress = 409;
    private const int Unavailable = 503;

    /// <summary>What a busy machine may add to a lease.</summary>
    private static readonly TimeSpan _slack = TimeSpan.FromSeconds(2);

    /// <summary>How long a handler may go on after its sender stopped waiting.</summary>
    private static readonly TimeSpan _longestHandler = TimeSpan.FromSeconds(10);

    public Finding NotAccepted() => Find(
        "events that a sender which tries until it gets a 2xx could not deliver",
        record => settings.Sender == SenderKind.UntilSuccess && !record.IsAcknowledged);

    public Finding AcknowledgedButNotHandled(HandlerRuns runs) => Find(
        "events that were answered 2xx and not handled",
        record => record.IsAcknowledged && HasUnhandled(record, runs));

    /// <summary>
    /// A 409 says that another delivery is being handled, or that its process crashed less than a lease ago. One of several events may have been
    /// claimed by an attempt that got a 409 itself, because of another of them.
    /// </summary>
    public Finding StuckClaims() => Find("events that were answered 409 with no claim to explain it", record =>
    {
        IReadOnlyList<Attempt> attempts = record.Attempts;
        return attempts.Any(refused => refused.Status == InProgress && !attempts.Any(other => (other.Status != InProgress || (record.Events.Count > 1 && other != refused))
            && other.Begin <= refused.End && GetEndOfClaim(record, other) >= refused.Begin));
    });

    /// <summary>Without a crash or a lost claim in between, a success is recorded, and the next delivery is a duplicate.</summary>
    public Finding HandledAgain(HandlerRuns runs) => Find("inline events that were handled again without a crash before", record =>
        record.Event.Mode == HandlingMode.Inline
        && record.Events.Max(runs.Handled) - 1 > record.Attempts.Count(
            attempt => attempt.Status is Attempt.NoAnswer or Attempt.TimedOut or Unavailable));

    /// <summary>
    /// Events that nobody handled though their sender tried again after the lease of the last crash, and a receiver answered. A 409 is right while the
    /// handler of another attempt runs, which may then fail.
    /// </summary>
    public Finding LostAfterCrash(HandlerRuns runs) => Find("events that were lost though a retry came after the lease", record =>
        IsGivenUp(record, runs) && GetAttemptsAfterCrash(record).Any(attempt =>
            (attempt.Status == InProgress && !record.Attempts.Any(other => other.Status != InProgress && other.Overlaps(attempt)))
            || (attempt.Status == Unavailable && !outages.Any(outage => outage.Explains(attempt)))));

    /// <summary>Counts the events that their senders gave up and nobody handled, by what kept the last attempts from it.</summary>
    public IReadOnlyDictionary<string, int> CountGivenUp(HandlerRuns runs) => records
        .Where(record => IsGivenUp(record, runs))
        .CountBy(record => GetAttemptsAfterCrash(record) switch
        {
            { Length: 0 } => "no retry after the lease of the last crash",
            var after when after.Any(attempt => attempt.Status == Attempt.NoReceiver) => "no receiver listened",
            var after when after.Any(attempt => attempt.Status == Unavailable) => "the database was away",
            _ => "the handler failed",
        })
        .ToDictionary();

    public Finding NotOnce(HandlerRuns runs) => Find("events whose effect in the transaction is not there exactly once", record =>
        record.Event.Mode.IsInTransaction() && record.Events.Any(e => runs.Effects(e) != (e.FailsPermanently ? 0 : 1)));

    public Finding NotAcceptedInTheEnd(IReadOnlyDictionary<EventRecord, Attempt> last) => Find(
        "events that are refused when everything runs again", record => !last[record].IsSuccess);

    public Finding NotDuplicate(IReadOnlySet<EventRecord> acknowledged, IReadOnlyDictionary<EventRecord, Attempt> last) => Find(
        "events that were answered 2xx before and are no duplicate in the end",
        record => acknowledged.Contains(record) && last[record].Status is not 200);

    public Finding HandledInTheEnd(IReadOnlySet<EventRecord> acknowledged, HandlerRuns before, HandlerRuns after) => Find(
        "events that were answered 2xx before and are handled again in the end",
        record => acknowledged.Contains(record) && record.Events.Any(e => after.Handled(e) > before.Handled(e)));

    public Finding WronglyDead(IReadOnlyDictionary<int, string?> dead) => Find(
        "events that are dead and should not be, or should be and are not, or for no stated reason",
        record => record.Events.Any(e => e.FailsPermanently
            ? dead.GetValueOrDefault(e.Number) != typeof(WebhookPermanentFailureException).FullName
            : dead.ContainsKey(e.Number)));

    private static bool IsGivenUp(EventRecord record, HandlerRuns runs) =>
        !record.IsAcknowledged && HasUnhandled(record, runs);

    private static bool HasUnhandled(EventRecord record, HandlerRuns runs) => record.Events.Any(e => !e.FailsPermanently && !runs.IsHandled(e));

    private TimeSpan GetEndOfClaim(EventRecord record, Attempt attempt) => attempt.IsSuccess || attempt.Status == InProgress
        ? attempt.End
        : attempt.End + GetLease(record) + _slack + (attempt.Status == Attempt.TimedOut ? _longestHandler : TimeSpan.Zero);

    private Attempt[] GetAttemptsAfterCrash(EventRecord record)
    {
        Attempt[] crashes = [.. record.Attempts.Where(attempt => attempt.Status is Attempt.NoAnswer or Attempt.TimedOut)];
        return crashes.Length == 0
            ? [.. record.Attempts]
            : [.. record.Attempts.Where(attempt => attempt.Begin > crashes.Max(crash => GetEndOfClaim(record, crash)))];
    }

    private TimeSpan GetLease(EventRecord record) => record.Event.Provider.GetLease(settings.Sender);

    private Finding Find(string what, Func<EventRecord, bool> isWrong) =>
        new(what, [.. records.Where(isWrong).Select(record => record.ToString())]);
}
