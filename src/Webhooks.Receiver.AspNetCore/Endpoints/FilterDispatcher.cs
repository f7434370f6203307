using Microsoft.AspNetCore.Http;

namespace Webhooks.Receiver.AspNetCore;

/// <summary>
/// Runs a free-form handler for one delivery and holds its answer back, whatever form it has, until the claim is settled: the
/// status decides whether the handler succeeded.
/// </summary>
internal sealed class FilterDispatcher<TEvent>(EndpointFilterInvocationContext invocation, EndpointFilterDelegate next)
    : WebhookDispatcher<TEvent>
    where TEvent : class, IWebhookEvent<TEvent>
{
    public override IServiceProvider RequestServices => invocation.HttpContext.RequestServices;

    /// <summary>The handler's answer; null where the handler did not run or threw.</summary>
    public HeldAnswer? Answer { get; private set; }

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

        Answer = answer;
        return answer.IsSuccess ? HandlerResult.Handled : HandlerResult.Failed;
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
