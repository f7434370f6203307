using Microsoft.AspNetCore.Http;

namespace Webhooks.Receiver.AspNetCore;

/// <summary>
/// Runs a free-form handler for one delivery and holds its answer back, whatever form it has, until the claim is settled: the
/// status decides whether the handler succeeded.
/// </summary>
internal sealed class FilterDispatcher<TEvent>(EndpointFilterInvocationContext invocation, EndpointFilterDelegate next)
    : WebhookDispatcher<TEvent>, IAnsweringDispatcher
    where TEvent : class, IWebhookEvent<TEvent>
{
    public override IServiceProvider RequestServices => invocation.HttpContext.RequestServices;

    private HeldAnswer? _answer; // null where the handler did not run or threw

    public override async ValueTask<HandlerResult> DispatchAsync(TEvent webhookEvent, WebhookContext context)
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
        return answer.IsSuccess ? HandlerResult.Handled : HandlerResult.Failed;
    }

    public async Task AnswerAsync(MappedWebhook mapped, WebhookReceiveResult result)
    {
        HttpContext http = invocation.HttpContext;
        if (_answer is not null && result.Outcome is WebhookOutcome.Processed or WebhookOutcome.Failed)
        {
            await _answer.SendAsync(http).ConfigureAwait(false);
            return;
        }

        _answer?.Discard(http);
        await WebhookAnswer.WriteAsync(http.Response, mapped, result).ConfigureAwait(false);
    }

    private void FillArguments(TEvent webhookEvent, WebhookContext context)
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
