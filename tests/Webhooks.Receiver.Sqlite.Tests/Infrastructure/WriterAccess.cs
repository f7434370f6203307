using System.Reflection;
using Microsoft.Extensions.DependencyInjection;

namespace Webhooks.Receiver.Sqlite.Tests;

/// <summary>Runs SQL on the writer's own connection: some limits of SQLite hold for one connection only.</summary>
internal static class WriterAccess
{
    private const BindingFlags AnyInstance = BindingFlags.Instance | BindingFlags.Public | BindingFlags.NonPublic;

    public static void Run(IServiceProvider services, string sql)
    {
        Assembly package = typeof(SqliteStoreOptions).Assembly;
        Type session = package.GetType("Webhooks.Receiver.Sqlite.SqliteSession", throwOnError: true)!;
        object writer = services.GetRequiredService(package.GetType("Webhooks.Receiver.Sqlite.SqliteWriter", throwOnError: true)!);
        var body = Delegate.CreateDelegate(
            typeof(Func<,>).MakeGenericType(session, typeof(bool)), new Statement(sql), typeof(Statement).GetMethod(nameof(Statement.Execute))!);
        MethodInfo run = writer.GetType().GetMethod("RunAsync", AnyInstance)!.MakeGenericMethod(typeof(bool));
        var task = (ValueTask<bool>)run.Invoke(writer, [body, CancellationToken.None, 0])!;
        task.AsTask().GetAwaiter().GetResult();
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
