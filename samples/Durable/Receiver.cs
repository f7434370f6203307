using System.Data.Common;
using Webhooks.Receiver;
using Webhooks.Receiver.Cue;
using Webhooks.Receiver.CueApi;

namespace Durable;

/// <summary>A receiver with two endpoints: one handles events in the background, one while the sender waits; both in a transaction.</summary>
internal static class Receiver
{
    public const string ConnectionSetting = "ConnectionStrings:Webhooks";
    public const string CuePath = "/webhooks/cue";
    public const string CueApiPath = "/webhooks/cueapi";

    /// <summary>What a receiver prints when it listens, and when an attempt begins or ends; with an address or an id.</summary>
    public const string Listening = "listening";
    public const string Begun = "begun";
    public const string Failed = "failed";
    public const string Handled = "handled";

    private const double FailureRate = 0.3;

    private static readonly TimeSpan _lease = TimeSpan.FromSeconds(2); // short, so that one need not wait long after the crash
    private static readonly TimeSpan _work = TimeSpan.FromMilliseconds(30);

    public static async Task RunAsync(Engine engine, CancellationToken cancellationToken)
    {
        WebApplicationBuilder builder = WebApplication.CreateBuilder();
        builder.Logging.ClearProviders(); // failed handlers are in the table
        string connection = builder.Configuration[ConnectionSetting] ?? throw new InvalidOperationException($"{ConnectionSetting} is missing.");
        IWebhooksBuilder webhooks = builder.Services.AddWebhooks();
        webhooks = engine == Engine.Sqlite ? webhooks.AddSqlite(connection) : webhooks.AddPostgreSql(connection);
        builder.Services.Configure<WebhookInboxOptions>(options =>
        {
            options.Lease = _lease;
            options.RetryDelay = _lease / 4;
            options.PollInterval = _lease / 4;
        });

        await using WebApplication app = builder.Build();
        app.MapWebhook<CueEvent>(CuePath, (e, context) => HandleAsync(e.Id, context)).ProcessInBackground().HandleInTransaction();
        app.MapWebhook<CueApiEvent>(CueApiPath, (e, context) => HandleAsync(e.ExecutionId!, context)).HandleInTransaction();
        await app.StartAsync(cancellationToken);
        Console.WriteLine($"{Listening} {app.Urls.First()}");
        await Console.In.ReadLineAsync(cancellationToken); // ends when the sample does
        await app.StopAsync(cancellationToken);
    }

    private static async Task HandleAsync(string id, WebhookContext context)
    {
        Console.WriteLine($"{Begun} {id}");
        IWebhookTransaction transaction = context.Services.GetRequiredService<IWebhookTransaction>();
        await using DbCommand command = transaction.Connection.CreateCommand();
        command.Transaction = transaction.Transaction;
        command.CommandText = Database.AddEffect;
        DbParameter parameter = command.CreateParameter();
        parameter.ParameterName = "id";
        parameter.Value = id;
        command.Parameters.Add(parameter);
        await command.ExecuteNonQueryAsync(context.CancellationToken);

        await Task.Delay(_work, context.CancellationToken);
        if (Random.Shared.NextDouble() < FailureRate)
        {
            Console.WriteLine($"{Failed} {id}");
            throw new InvalidOperationException("This handler fails sometimes. What it has written is rolled back.");
        }

        Console.WriteLine($"{Handled} {id}");
    }
}
