namespace Webhooks.Receiver.Tests;

/// <summary>Shared by the tests of claims and of stores that fail.</summary>
internal static class StoreSettlementCases
{
    public static Task Unexpected(object webhookEvent, WebhookContext context) =>
        throw new InvalidOperationException("This delivery must not be handled.");
}
