using Webhooks.Receiver.Storage;

namespace Webhooks.Receiver.Testing;

/// <summary>
/// Wraps a store and injects faults: operations that throw, are slow, hang, or run code of your test, before or after their effect
/// in the store. Counts calls. Thread-safe; without faults it behaves like the wrapped store.
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
    /// <param name="timeProvider">The clock for delays; the system's if null.</param>
    public FaultInjectingIdempotencyStore(IIdempotencyStore inner, TimeProvider? timeProvider = null)
    {
        ArgumentNullException.ThrowIfNull(inner);
        _inner = inner;
        _timeProvider = timeProvider ?? TimeProvider.System;
    }

    /// <summary>Injects a fault into an operation. The faults of an operation occur in the order of injection.</summary>
    /// <param name="operation">The operation.</param>
    /// <param name="fault">The fault.</param>
    /// <param name="times">The number of calls with the fault, above zero; if null, all calls until <see cref="Clear"/>.</param>
    public void Inject(IdempotencyOperation operation, IdempotencyFault fault, int? times = null)
    {
        ArgumentNullException.ThrowIfNull(fault);
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(times ?? 1, nameof(times));
        GetPlan(operation).Add(fault, times);
    }

    /// <summary>Removes all faults for later calls. Calls that already hang or are delayed are not affected.</summary>
    public void Clear()
    {
        foreach (FaultPlan plan in _plans)
        {
            plan.Clear();
        }
    }

    /// <summary>Ends the hang of the calls that hang now. Later calls are not affected.</summary>
    public void Resume() => Interlocked.Exchange(ref _resumed, NewSignal()).SetResult();

    /// <summary>Gets the number of calls of an operation, with any result.</summary>
    /// <param name="operation">The operation.</param>
    public int GetCallCount(IdempotencyOperation operation) => GetPlan(operation).Calls;

    /// <summary>Gets the number of calls of an operation that have returned a result; calls that threw do not count.</summary>
    /// <param name="operation">The operation.</param>
    public int GetAnsweredCallCount(IdempotencyOperation operation) => GetPlan(operation).AnsweredCalls;

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
        FaultPlan plan = GetPlan(call.Operation);
        IdempotencyFault fault = plan.Next();
        if (fault.Timing == FaultTiming.BeforeEffect)
        {
            await InjectAsync(fault, call).ConfigureAwait(false);
        }

        T answer = await run().ConfigureAwait(false);
        if (fault.Timing == FaultTiming.AfterEffect)
        {
            await InjectAsync(fault, call.AnsweredWith(answer)).ConfigureAwait(false);
        }

        plan.CountAnswer();
        return answer;
    }

    private Task InjectAsync(IdempotencyFault fault, IdempotencyCall call) => fault.Kind switch
    {
        FaultKind.Fail => Task.FromException(fault.Exception!()),
        FaultKind.Delay => Task.Delay(fault.Time, _timeProvider, call.CancellationToken),
        FaultKind.Hang => Volatile.Read(ref _resumed).Task.WaitAsync(call.CancellationToken),
        FaultKind.Run => fault.Action!(call),
        _ => Task.CompletedTask,
    };

    private FaultPlan GetPlan(IdempotencyOperation operation)
    {
        ArgumentOutOfRangeException.ThrowIfGreaterThanOrEqual((uint)operation, (uint)_plans.Length, nameof(operation));
        return _plans[(int)operation];
    }
}
