namespace Webhooks.Receiver;

/// <summary>One handler in the service collection: found without reflection, invoked through a typed delegate.</summary>
internal sealed record WebhookHandlerRegistration(
    WebhookProvider Provider, Type EventType, Type HandlerType, Func<IServiceProvider, object, WebhookContext, Task> Invoke);
