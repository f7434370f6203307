namespace Webhooks.Receiver.Testing;

/// <summary>A fault of a store's operation. Immutable.</summary>
public sealed class IdempotencyFault
{
    private IdempotencyFault(FaultKind kind, FaultTiming timing)
    {
        Kind = kind;
        Timing = timing;
    }

    /// <summary>No fault. Inject it for the calls before the one that is to have a fault.</summary>
    public static IdempotencyFault None { get; } = new(FaultKind.None, FaultTiming.BeforeEffect);

    /// <summary>Whether the fault occurs before or after the effect of the operation.</summary>
    public FaultTiming Timing { get; }

    internal FaultKind Kind { get; }

    internal TimeSpan Time { get; private init; }

    internal Func<Exception>? Exception { get; private init; }

    internal Func<IdempotencyCall, Task>? Action { get; private init; }

    /// <summary>Creates a fault: the operation throws.</summary>
    /// <param name="timing">Before or after its effect.</param>
    /// <param name="exception">Creates the exception; an <see cref="InjectedFaultException"/> if null.</param>
    public static IdempotencyFault Fail(FaultTiming timing = FaultTiming.BeforeEffect, Func<Exception>? exception = null) =>
        new(FaultKind.Fail, timing) { Exception = exception ?? (static () => new InjectedFaultException()) };

    /// <summary>Creates a fault: the operation is delayed, then succeeds. The delay can be cancelled.</summary>
    /// <param name="time">The delay, by the clock of the store that injects it; above zero.</param>
    /// <param name="timing">Before or after its effect.</param>
    public static IdempotencyFault Delay(TimeSpan time, FaultTiming timing = FaultTiming.BeforeEffect)
    {
        ArgumentOutOfRangeException.ThrowIfLessThanOrEqual(time, TimeSpan.Zero);
        return new IdempotencyFault(FaultKind.Delay, timing) { Time = time };
    }

    /// <summary>
    /// Creates a fault: the operation hangs until it is cancelled or until <see cref="FaultInjectingIdempotencyStore.Resume"/>.
    /// </summary>
    /// <param name="timing">Before or after its effect.</param>
    public static IdempotencyFault Hang(FaultTiming timing = FaultTiming.BeforeEffect) => new(FaultKind.Hang, timing);

    /// <summary>
    /// Creates a fault: the operation runs code of your test and waits for it. The code can delay the call, cancel or claim something
    /// at that moment, record the call, or throw.
    /// </summary>
    /// <param name="action">
    /// Gets the call. The operation goes on after its task has ended, and throws what the task throws. Runs once for each call;
    /// concurrently for concurrent calls.
    /// </param>
    /// <param name="timing">Before or after its effect.</param>
    /// <example>
    /// <code><![CDATA[
    /// using Webhooks.Receiver.Storage;
    /// using Webhooks.Receiver.Testing;
    ///
    /// var store = new FaultInjectingIdempotencyStore(new InMemoryIdempotencyStore());
    /// var entered = new TaskCompletionSource();
    /// var proceed = new TaskCompletionSource();
    /// store.Inject(IdempotencyOperation.Complete, IdempotencyFault.Run(async call =>
    /// {
    ///     entered.SetResult();
    ///     await proceed.Task.WaitAsync(call.CancellationToken);
    /// }));
    /// ]]></code>
    /// </example>
    public static IdempotencyFault Run(Func<IdempotencyCall, Task> action, FaultTiming timing = FaultTiming.BeforeEffect)
    {
        ArgumentNullException.ThrowIfNull(action);
        return new IdempotencyFault(FaultKind.Run, timing) { Action = action };
    }
}
