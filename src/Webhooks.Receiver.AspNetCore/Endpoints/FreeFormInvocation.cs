using Microsoft.AspNetCore.Http;
using Webhooks.Receiver.Hosting;

namespace Webhooks.Receiver.AspNetCore;

/// <summary>
/// The call of a minimal-API handler, or the calls for several events. Its answer is not sent until the claims are settled. The status of the
/// answer says whether the handler succeeded.
/// </summary>
internal sealed class FreeFormInvocation(EndpointFilterInvocationContext invocation, EndpointFilterDelegate next)
{
    private HeldAnswer? _answer; // of the latest call; null if the handler did not run, or threw
    private HeldAnswer? _failure; // of an earlier call: the one whose status asks most for a retry
    private bool _hasThrown;

    public async ValueTask<HandlerStatus> HandleAsync<TEvent>(TEvent webhookEvent, WebhookContext context)
        where TEvent : class, IWebhookEvent<TEvent>
    {
        HttpContext http = invocation.HttpContext;
        PutEarlierAnswerAside(http);
        FillArguments(webhookEvent, context);
        var answer = HeldAnswer.Begin(http);
        try
        {
            await answer.CaptureAsync(http, await next(invocation).ConfigureAwait(false)).ConfigureAwait(false);
        }
        catch
        {
            _hasThrown = true;
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

    /// <summary>
    /// Sends the handler's answer if the outcome is the result of the handler; otherwise discards it. After several calls, the answer is that of
    /// the failure with the highest status, or of none if one of them threw; without failures, that of the last call.
    /// </summary>
    /// <returns>Whether the request is answered.</returns>
    public async ValueTask<bool> TryAnswerAsync(WebhookReceiveResult result)
    {
        HttpContext http = invocation.HttpContext;
        HeldAnswer? own = result.Outcome switch
        {
            WebhookOutcome.Processed => _answer,
            WebhookOutcome.Failed when !_hasThrown => _answer is { IsSuccess: false } last && !(_failure?.Status > last.Status) ? last : _failure,
            _ => null,
        };
        if (_answer is not null && own != _answer)
        {
            _answer.Discard(http);
        }

        if (own is null)
        {
            return false;
        }

        if (own == _failure)
        {
            _failure.Restore(http);
        }

        await own.SendAsync(http).ConfigureAwait(false);
        return true;
    }

    private void PutEarlierAnswerAside(HttpContext http)
    {
        if (_answer is null)
        {
            return;
        }

        if (!_answer.IsSuccess && !(_failure?.Status > _answer.Status))
        {
            _failure = _answer;
            _failure.Remember(http);
        }

        _answer.Discard(http);
        _answer = null;
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
