using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Logging;
using Webhooks.Receiver.Hosting;

namespace Webhooks.Receiver.AspNetCore;

/// <summary>One mapped endpoint: receives its requests and answers them. Both ways of mapping share it.</summary>
internal sealed class WebhookHttpEndpoint(
    WebhookReceiver receiver, WebhookEndpoint endpoint, WebhookEndpointOptions options, TimeProvider timeProvider, ILogger logger)
{
    /// <summary>The endpoint as the receiver knows it.</summary>
    public WebhookEndpoint Endpoint => endpoint;

    /// <summary>Receives a request and answers it, unless the sender is gone.</summary>
    /// <param name="http">The request.</param>
    /// <param name="invocation">The handler that takes part in the answer; null if the endpoint's own does not.</param>
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
            // The sender is gone, or its framing is incomplete or invalid. Aborted, so that neither the server nor middleware that
            // handles exceptions logs as an error what a stranger can cause.
            BodyReadFailure.LogUnreadable(logger, endpoint.Name, e, http);
            http.Abort();
            return;
        }

        if (invocation is null || !await invocation.TryAnswerAsync(result).ConfigureAwait(false))
        {
            await WebhookAnswer.WriteAsync(http.Response, endpoint.Provider, options, result).ConfigureAwait(false);
        }

        if (source.IsConnectionStuck)
        {
            await source.AbortAfterAnswerAsync().ConfigureAwait(false);
        }
    }
}
