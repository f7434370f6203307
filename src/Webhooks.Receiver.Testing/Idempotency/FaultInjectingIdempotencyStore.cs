using Webhooks.Receiver.Storage;

namespace Webhooks.Receiver.Testing;

/// <summary>
/// Puts faults between your code and a store: operations that throw, take their time, hang, or run code of your test, before or
/// after the store did what it was asked. Counts calls. Thread-safe; without faults it is the store that it wraps.
/// </summary>
/// <example>
/// <code><![CDATA[
/// using Webhooks.Receiver.Storage;
/// using Webhooks.Receiver.Testing;
///
/// var store = new FaultInjectingIdempotencyStore(new InMemoryIdempotencyStore());
/// store.Inject(IdempotencyOperation.Complete, IdempotencyFault.Fail(FaultTiming.AfterEffect), times: 1);
/// ]]></code>
/// </example>
public sealed class FaultInjectingIdempotencyStore : IIdempotencyStore
{
    private readonly IIdempotencyStore _inner;
    private readonly TimeProvider _timeProvider;
    private readonly FaultPlan[] _plans = [.. Enum.GetValues<IdempotencyOperation>().Select(_ => new FaultPlan())];
    private TaskCompletionSource _resumed = NewSignal();

    /// <summary>Wraps a store.</summary>
    /// <param name="inner">The store that does the work.</param>
    /// <param name="timeProvider">The clock that delays run by; the system's where null.</param>
    public FaultInjectingIdempotencyStore(IIdempotencyStore inner, TimeProvider? timeProvider = null)
    {
        ArgumentNullException.ThrowIfNull(inner);
        _inner = inner;
        _timeProvider = timeProvider ?? TimeProvider.System;
    }

    /// <summary>Lets an operation go wrong. Faults of one operation strike in the order in which they were injected.</summary>
    /// <param name="operation">The operation.</param>
    /// <param name="fault">What goes wrong.</param>
    /// <param name="times">For how many calls, above zero; for all that follow where null, until <see cref="Clear"/>.</param>
    public void Inject(IdempotencyOperation operation, IdempotencyFault fault, int? times = null)
    {
        ArgumentNullException.ThrowIfNull(fault);
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(times ?? 1, nameof(times));
        PlanOf(operation).Add(fault, times);
    }

    /// <summary>Ends all faults for calls to come. Calls that hang or are delayed go on as they are.</summary>
    public void Clear()
    {
        foreach (FaultPlan plan in _plans)
        {
            plan.Clear();
        }
    }

    /// <summary>Lets the calls that hang now go on. Later ones hang all the same.</summary>
    public void Resume() => Interlocked.Exchange(ref _resumed, NewSignal()).SetResult();

    /// <summary>How often an operation has been called, whatever became of it.</summary>
    /// <param name="operation">The operation.</param>
    public int CallsOf(IdempotencyOperation operation) => PlanOf(operation).Calls;

    /// <summary>How often an operation has given its answer. Calls that threw, or have not returned yet, do not count.</summary>
    /// <param name="operation">The operation.</param>
    public int AnsweredCallsOf(IdempotencyOperation operation) => PlanOf(operation).AnsweredCalls;

    /// <inheritdoc/>
    public ValueTask<IdempotencyClaim> ClaimAsync(IdempotencyKey key, TimeSpan lease, CancellationToken cancellationToken) =>
        RunAsync(
            new IdempotencyCall(IdempotencyOperation.Claim, key, default, cancellationToken),
            () => _inner.ClaimAsync(key, lease, cancellationToken));

    /// <inheritdoc/>
    public ValueTask<bool> RenewAsync(IdempotencyKey key, ClaimToken token, TimeSpan lease, CancellationToken cancellationToken) =>
        RunAsync(
            new IdempotencyCall(IdempotencyOperation.Renew, key, token, cancellationToken),
            () => _inner.RenewAsync(key, token, lease, cancellationToken));

    /// <inheritdoc/>
    public ValueTask<bool> CompleteAsync(
        IdempotencyKey key, ClaimToken token, TimeSpan retention, CancellationToken cancellationToken) =>
        RunAsync(
            new IdempotencyCall(IdempotencyOperation.Complete, key, token, cancellationToken),
            () => _inner.CompleteAsync(key, token, retention, cancellationToken));

    /// <inheritdoc/>
    public ValueTask<bool> ReleaseAsync(IdempotencyKey key, ClaimToken token, CancellationToken cancellationToken) =>
        RunAsync(
            new IdempotencyCall(IdempotencyOperation.Release, key, token, cancellationToken),
            () => _inner.ReleaseAsync(key, token, cancellationToken));

    private static TaskCompletionSource NewSignal() => new(TaskCreationOptions.RunContinuationsAsynchronously);

    private async ValueTask<T> RunAsync<T>(IdempotencyCall call, Func<ValueTask<T>> run)
    {
        FaultPlan plan = PlanOf(call.Operation);
        IdempotencyFault fault = plan.Next();
        if (fault.Timing == FaultTiming.BeforeEffect)
        {
            await StrikeAsync(fault, call).ConfigureAwait(false);
        }

        T answer = await run().ConfigureAwait(false);
        if (fault.Timing == FaultTiming.AfterEffect)
        {
            await StrikeAsync(fault, call.AnsweredWith(answer)).ConfigureAwait(false);
        }

        plan.CountAnswer();
        return answer;
    }

    private Task StrikeAsync(IdempotencyFault fault, IdempotencyCall call) => fault.Kind switch
    {
        FaultKind.Fail => Task.FromException(fault.Exception!()),
        FaultKind.Delay => Task.Delay(fault.Time, _timeProvider, call.CancellationToken),
        FaultKind.Hang => Volatile.Read(ref _resumed).Task.WaitAsync(call.CancellationToken),
        FaultKind.Run => fault.Action!(call),
        _ => Task.CompletedTask,
    };

    private FaultPlan PlanOf(IdempotencyOperation operation)
    {
        ArgumentOutOfRangeException.ThrowIfGreaterThanOrEqual((uint)operation, (uint)_plans.Length, nameof(operation));
        return _plans[(int)operation];
    }
}
