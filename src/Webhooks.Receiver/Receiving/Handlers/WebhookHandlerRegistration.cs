namespace Webhooks.Receiver;

/// <summary>A handler in the service collection. It is found without reflection, and invoked through a typed delegate.</summary>
internal sealed record WebhookHandlerRegistration(
    WebhookProvider Provider, Type EventType, Type HandlerType, Func<IServiceProvider, object, WebhookContext, Task> Invoke);
