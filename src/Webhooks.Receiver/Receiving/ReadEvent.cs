namespace Webhooks.Receiver;

/// <summary>One of several events of a delivery.</summary>
/// <param name="Number">Its number in the delivery, from one.</param>
/// <param name="Delivery">The delivery as its handler sees it, with the event's own part of the body.</param>
/// <param name="Event">The event.</param>
/// <param name="AgeFailure">The failure if it is too old; null if it is not.</param>
internal sealed record ReadEvent(int Number, WebhookDelivery Delivery, object Event, SignatureFailure? AgeFailure);
