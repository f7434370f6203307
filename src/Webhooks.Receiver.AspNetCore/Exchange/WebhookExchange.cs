using Microsoft.AspNetCore.Connections;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;

namespace Webhooks.Receiver.AspNetCore;

/// <summary>One HTTP request on its way through the receiver: shared by both ways of mapping an endpoint.</summary>
internal static class WebhookExchange
{
    private const string LoggerName = "Webhooks.Receiver.AspNetCore";

    /// <returns>The outcome, or null where the sender is gone and nobody waits for an answer.</returns>
    public static async ValueTask<WebhookReceiveResult?> ReceiveAsync<TEvent>(
        HttpContext http, MappedWebhook mapped, WebhookDispatcher<TEvent> dispatcher)
        where TEvent : class, IWebhookEvent<TEvent>
    {
        IServiceProvider services = http.RequestServices;
        ILogger logger = services.GetRequiredService<ILoggerFactory>().CreateLogger(LoggerName);
        var source = new HttpWebhookSource(http, services.GetRequiredService<TimeProvider>(), logger);
        try
        {
            WebhookReceiveResult result = await services.GetRequiredService<WebhookReceiver>()
                .ReceiveAsync(source, mapped.Endpoint, dispatcher, http.RequestAborted).ConfigureAwait(false);
            source.RefuseUnreadBody();
            if (result.Outcome is WebhookOutcome.BodyTimeout or WebhookOutcome.BodyTooLarge)
            {
                source.CloseConnection();
            }

            return result;
        }
        catch (Exception e) when (e is BadHttpRequestException || IsSenderGone(e, http))
        {
            // Gone, or framing that ends early or makes no sense. Aborted, so that neither the server nor middleware that handles
            // exceptions takes what a stranger can cause for an error of ours.
            Log.SenderGone(logger, mapped.Endpoint.Name);
            http.Abort();
            return null;
        }
    }

    public static Task AnswerAsync(HttpContext http, MappedWebhook mapped, WebhookReceiveResult result) => WebhookAnswer.WriteAsync(
        http.Response, result, WebhookAnswer.StatusOf(result.Outcome, mapped.Endpoint.Provider, mapped.Options));

    private static bool IsSenderGone(Exception exception, HttpContext http) =>
        exception is ConnectionResetException or ConnectionAbortedException
        || (exception is OperationCanceledException or IOException && http.RequestAborted.IsCancellationRequested);
}
