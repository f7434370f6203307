using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Logging;
using Webhooks.Receiver.Hosting;

namespace Webhooks.Receiver.AspNetCore;

/// <summary>Receives and answers the requests of one mapped endpoint, whichever way it is mapped.</summary>
internal sealed class WebhookHttpEndpoint(
    WebhookReceiver receiver, WebhookEndpoint endpoint, WebhookEndpointOptions options, TimeProvider timeProvider, ILogger logger)
{
    /// <summary>The endpoint as the receiver knows it.</summary>
    public WebhookEndpoint Endpoint => endpoint;

    /// <summary>Whether the endpoint has a status code of its own for an outcome.</summary>
    public bool SetsStatusCode(WebhookOutcome outcome) => options.GetStatusCode(outcome) != endpoint.Provider.GetStatusCode(outcome);

    /// <summary>Receives a request and answers it, unless the sender has disconnected.</summary>
    /// <param name="http">The request.</param>
    /// <param name="invocation">The call of a minimal-API handler, which writes the answer; null for other handlers.</param>
    public async Task ReceiveAsync(HttpContext http, FreeFormInvocation? invocation = null)
    {
        var source = new HttpWebhookSource(http, invocation, timeProvider, logger);
        WebhookReceiveResult result;
        try
        {
            result = await receiver.ReceiveAsync(source, endpoint, http.RequestAborted).ConfigureAwait(false);
            source.RefuseUnreadBody();
            if (result.Outcome is WebhookOutcome.BodyTimeout or WebhookOutcome.BodyTooLarge)
            {
                source.CloseConnection();
            }
        }
        catch (Exception e) when (source.IsUnreadable)
        {
            // The sender has disconnected, or its framing is invalid. Any stranger can cause that: the request is aborted, so that neither
            // the server nor middleware for exceptions logs an error.
            BodyReadFailure.LogUnreadable(logger, endpoint.Name, e, http);
            http.Abort();
            return;
        }

        if (invocation is null || !await invocation.TryAnswerAsync(result).ConfigureAwait(false))
        {
            await AnswerWriter.WriteAsync(http.Response, endpoint.Provider, options, result).ConfigureAwait(false);
        }

        if (source.IsConnectionStuck)
        {
            await source.AbortAfterAnswerAsync().ConfigureAwait(false);
        }
    }
}
