using System.Net.Sockets;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Npgsql;

namespace Webhooks.Receiver.PostgreSql;

/// <summary>
/// Creates or checks the tables before the server listens. An app with a wrong setting does not start; one whose database is away
/// starts, and its first calls that reach the database do this instead.
/// </summary>
internal sealed class PostgreSqlStartup(PostgreSqlSchemaInstaller schema, ILogger<PostgreSqlStartup> logger)
    : IHostedLifecycleService
{
    private static readonly TimeSpan _limit = TimeSpan.FromSeconds(30); // other instances may be migrating

    public async Task StartingAsync(CancellationToken cancellationToken)
    {
        using var limit = new CancellationTokenSource(_limit);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken, limit.Token);
        try
        {
            await schema.EnsureReadyAsync(either.Token).ConfigureAwait(false);
        }
        catch (Exception e) when (IsAway(e) && !cancellationToken.IsCancellationRequested)
        {
            Log.UnavailableAtStart(logger, e.Message);
        }
    }

    public Task StartAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public Task StartedAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public Task StoppingAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public Task StopAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public Task StoppedAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    private static bool IsAway(Exception e) => e is OperationCanceledException or TimeoutException or SocketException
        || e is NpgsqlException { IsTransient: true } or NpgsqlException { InnerException: SocketException or TimeoutException };
}
