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

    /// <summary>Receives a request and answers it, unless the sender is gone and nobody waits for an answer.</summary>
    public async Task ReceiveAsync(HttpContext http, MappedWebhook mapped, WebhookDispatcher dispatcher)
    {
        var source = new HttpWebhookSource(http, timeProvider, _logger);
        WebhookReceiveResult result;
        try
        {
            result = await receiver.ReceiveAsync(source, mapped.Endpoint, dispatcher, http.RequestAborted).ConfigureAwait(false);
            source.RefuseUnreadBody();
            if (result.Outcome is WebhookOutcome.BodyTimeout or WebhookOutcome.BodyTooLarge)
            {
                source.CloseConnection();
            }
        }
        catch (Exception e) when (e is BadHttpRequestException || IsSenderGone(e, http))
        {
            // Gone, or framing that ends early or makes no sense. Aborted, so that neither the server nor middleware that handles
            // exceptions takes what a stranger can cause for an error of ours.
            Log.SenderGone(_logger, mapped.Endpoint.Name);
            http.Abort();
            return;
        }

        await (dispatcher is IAnsweringDispatcher answering
            ? answering.AnswerAsync(mapped, result)
            : WebhookAnswer.WriteAsync(http.Response, mapped, result)).ConfigureAwait(false);
    }

    private static bool IsSenderGone(Exception exception, HttpContext http) =>
        exception is ConnectionResetException or ConnectionAbortedException
        || (exception is OperationCanceledException or IOException && http.RequestAborted.IsCancellationRequested);
}
