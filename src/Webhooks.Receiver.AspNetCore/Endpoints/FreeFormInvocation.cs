using Microsoft.AspNetCore.Http;
using Webhooks.Receiver.Hosting;

namespace Webhooks.Receiver.AspNetCore;

/// <summary>
/// One call of a minimal-API handler. Its answer is not sent until the claim is settled. The status of the answer says whether the handler
/// succeeded.
/// </summary>
internal sealed class FreeFormInvocation(EndpointFilterInvocationContext invocation, EndpointFilterDelegate next)
{
    private HeldAnswer? _answer; // null if the handler did not run, or threw

    public async ValueTask<HandlerStatus> HandleAsync<TEvent>(TEvent webhookEvent, WebhookContext context)
        where TEvent : class, IWebhookEvent<TEvent>
    {
        HttpContext http = invocation.HttpContext;
        FillArguments(webhookEvent, context);
        var answer = HeldAnswer.Begin(http);
        try
        {
            await answer.CaptureAsync(http, await next(invocation).ConfigureAwait(false)).ConfigureAwait(false);
        }
        catch
        {
            answer.Discard(http);
            throw;
        }
        finally
        {
            answer.End(http);
        }

        _answer = answer;
        return answer.IsSuccess ? HandlerStatus.Handled : HandlerStatus.Failed;
    }

    /// <summary>Sends the handler's answer if the outcome is the result of the handler; otherwise discards it.</summary>
    /// <returns>Whether the request is answered.</returns>
    public async ValueTask<bool> TryAnswerAsync(WebhookReceiveResult result)
    {
        if (_answer is null)
        {
            return false;
        }

        bool isOwn = result.Outcome is WebhookOutcome.Processed or WebhookOutcome.Failed;
        if (isOwn)
        {
            await _answer.SendAsync(invocation.HttpContext).ConfigureAwait(false);
        }
        else
        {
            _answer.Discard(invocation.HttpContext);
        }

        return isOwn;
    }

    private void FillArguments<TEvent>(TEvent webhookEvent, WebhookContext context)
        where TEvent : class, IWebhookEvent<TEvent>
    {
        for (int i = 0; i < invocation.Arguments.Count; i++)
        {
            switch (invocation.Arguments[i])
            {
                case Webhook<TEvent> webhook: webhook.Fill(webhookEvent, context); break;
                case CancellationToken: invocation.Arguments[i] = context.CancellationToken; break;
            }
        }
    }
}
