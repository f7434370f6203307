using Microsoft.AspNetCore.Connections;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Logging;

namespace Webhooks.Receiver.AspNetCore;

/// <summary>One HTTP request on its way through the receiver: shared by both ways of mapping an endpoint.</summary>
internal sealed class WebhookExchange(WebhookReceiver receiver, TimeProvider timeProvider, ILoggerFactory loggers)
{
    private readonly ILogger _logger = loggers.CreateLogger("Webhooks.Receiver.AspNetCore");

    /// <inheritdoc cref="WebhookReceiver.DispatchToHandlers"/>
    public WebhookDispatcher<TEvent> DispatchToHandlers<TEvent>()
        where TEvent : class, IWebhookEvent<TEvent> => receiver.DispatchToHandlers<TEvent>();

    /// <returns>The outcome, or null where the sender is gone and nobody waits for an answer.</returns>
    public async ValueTask<WebhookReceiveResult?> ReceiveAsync<TEvent>(
        HttpContext http, MappedWebhook mapped, WebhookDispatcher<TEvent> dispatcher)
        where TEvent : class, IWebhookEvent<TEvent>
    {
        var source = new HttpWebhookSource(http, timeProvider, _logger);
        try
        {
            WebhookReceiveResult result = await receiver.ReceiveAsync(source, mapped.Endpoint, dispatcher, http.RequestAborted)
                .ConfigureAwait(false);
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
            Log.SenderGone(_logger, mapped.Endpoint.Name);
            http.Abort();
            return null;
        }
    }

    public static Task AnswerAsync(HttpContext http, MappedWebhook mapped, in WebhookReceiveResult result) => WebhookAnswer.WriteAsync(
        http.Response, result, WebhookAnswer.StatusOf(result.Outcome, mapped.Endpoint.Provider, mapped.Options));

    private static bool IsSenderGone(Exception exception, HttpContext http) =>
        exception is ConnectionResetException or ConnectionAbortedException
        || (exception is OperationCanceledException or IOException && http.RequestAborted.IsCancellationRequested);
}
