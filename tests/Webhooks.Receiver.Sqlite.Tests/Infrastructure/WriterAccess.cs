using System.Reflection;
using Microsoft.Extensions.DependencyInjection;

namespace Webhooks.Receiver.Sqlite.Tests;

/// <summary>Runs SQL on the writer's own connection: some limits of SQLite hold for one connection only.</summary>
internal static class WriterAccess
{
    private const BindingFlags AnyInstance = BindingFlags.Instance | BindingFlags.Public | BindingFlags.NonPublic;

    public static void Run(IServiceProvider services, string sql)
    {
        object body = CreateBody(new Statement(sql), nameof(Statement.Execute));
        ((ValueTask<bool>)GetMethod(services, "RunAsync", out object writer).MakeGenericMethod(typeof(bool))
            .Invoke(writer, [body, CancellationToken.None, 0])!).AsTask().GetAwaiter().GetResult();
    }

    /// <summary>Keeps the writer's thread busy with a group.</summary>
    public static Task RunGroupWhile(IServiceProvider services, TaskCompletionSource isWriting, ManualResetEventSlim mayEnd)
    {
        object body = CreateBody(new Pause(isWriting, mayEnd), nameof(Pause.Execute));
        return ((ValueTask<bool>)GetMethod(services, "RunInGroupAsync", out object writer).MakeGenericMethod(typeof(bool))
            .Invoke(writer, [body, CancellationToken.None])!).AsTask();
    }

    /// <summary>Waits for a turn, as a handler's transaction does.</summary>
    public static async Task<IDisposable> TakeTurnAsync(IServiceProvider services)
    {
        MethodInfo take = GetMethod(services, "TakeTurnAsync", out object writer);
        object turn = take.Invoke(writer, [CancellationToken.None])!;
        var task = (Task)turn.GetType().GetMethod("AsTask")!.Invoke(turn, [])!;
        await task.WaitAsync(Eventually.Limit);
        return (IDisposable)task.GetType().GetProperty("Result")!.GetValue(task)!;
    }

    private static Type GetType(string name) => typeof(SqliteStoreOptions).Assembly.GetType($"Webhooks.Receiver.Sqlite.{name}", throwOnError: true)!;

    private static MethodInfo GetMethod(IServiceProvider services, string name, out object writer)
    {
        writer = services.GetRequiredService(GetType("SqliteWriter"));
        return writer.GetType().GetMethod(name, AnyInstance)!;
    }

    private static Delegate CreateBody(object target, string method) => Delegate.CreateDelegate(
        typeof(Func<,>).MakeGenericType(GetType("SqliteSession"), typeof(bool)), target, target.GetType().GetMethod(method)!);

    private sealed class Pause(TaskCompletionSource isWriting, ManualResetEventSlim mayEnd)
    {
        public bool Execute(object session)
        {
            isWriting.SetResult();
            mayEnd.Wait(Eventually.Limit);
            return true;
        }
    }

    private sealed class Statement(string sql)
    {
        public bool Execute(object session)
        {
            session.GetType().GetMethod("Execute", AnyInstance)!.Invoke(session, [sql]);
            return true;
        }
    }
}
