using Webhooks.Receiver.Hosting;

namespace Webhooks.Receiver;

/// <summary>Parses authenticated bodies with the endpoint's provider. A provider must not throw: its exception may quote the body, and is not logged.</summary>
internal sealed class DeliveryParser(IServiceProvider services, SchemaDrift drift, WebhookLogger logger)
{
    /// <summary>Parses the event, and reports its members that cannot be read.</summary>
    public WebhookParseResult<object> Read(in VerifiedRequest request, WebhookBody body)
    {
        WebhookParseResult<object> parsed = Parse(request.Endpoint, body, request.Headers, request.Settings.MaxJsonDepth);
        if (parsed.IsParsed)
        {
            drift.Report(request.Endpoint, parsed, warns: !request.IsFromAnyone);
        }

        return parsed;
    }

    /// <summary>Splits a body that brings several events.</summary>
    /// <returns>Whether it was split; otherwise the result of the delivery.</returns>
    public bool TrySplit(in VerifiedRequest request, WebhookBody body, out WebhookParts parts, out WebhookReceiveResult refusal)
    {
        try
        {
            var payload = new WebhookPayload(body.Span, request.Source.Headers, services) { MaxJsonDepth = request.Settings.MaxJsonDepth };
            parts = request.Endpoint.Provider.Split(payload);
            refusal = parts.IsSplit ? default : new(WebhookOutcome.Malformed, reason: parts.Reason, member: parts.Member);
        }
        catch (Exception e)
        {
            LogThrew(request.Endpoint, e);
            parts = default;
            refusal = ProviderThrew;
        }

        return parts.IsSplit;
    }

    /// <summary>Parses the event. A provider that threw gives <see cref="WebhookFailureReason.ProviderThrew"/>.</summary>
    public WebhookParseResult<object> Parse(WebhookEndpoint endpoint, WebhookBody body, WebhookHeaders headers, int maxJsonDepth)
    {
        try
        {
            return endpoint.Provider.ParseUntyped(new WebhookPayload(body.Span, headers, services) { MaxJsonDepth = maxJsonDepth });
        }
        catch (Exception e)
        {
            LogThrew(endpoint, e);
            return WebhookParseResult<object>.ProviderThrew;
        }
    }

    /// <summary>Gets the result of a delivery without an event.</summary>
    public static WebhookReceiveResult GetRefusal(in WebhookParseResult<object> parsed) =>
        parsed.Reason == WebhookFailureReason.ProviderThrew ? ProviderThrew
        : parsed.Status == WebhookParseStatus.IdentityMismatch ? new(WebhookOutcome.Unauthenticated, SignatureFailure.IdentityMismatch)
        : new(WebhookOutcome.Malformed, reason: parsed.Reason, member: parsed.Member);

    private static WebhookReceiveResult ProviderThrew => new(WebhookOutcome.Failed, reason: WebhookFailureReason.ProviderThrew);

    private void LogThrew(WebhookEndpoint endpoint, Exception e)
    {
        string exceptionType = e.GetType().Name;
        Log.ProviderThrew(logger, endpoint.Provider.Name, endpoint.Name, exceptionType);
    }
}
