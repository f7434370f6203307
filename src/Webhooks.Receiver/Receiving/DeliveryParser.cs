using Webhooks.Receiver.Hosting;

namespace Webhooks.Receiver;

/// <summary>Parses authenticated bodies with the endpoint's provider. A provider must not throw: its exception may quote the body, and is not logged.</summary>
internal sealed class DeliveryParser(IServiceProvider services, SchemaDrift drift, WebhookLogger logger)
{
    /// <summary>Parses the event, and reports its members that cannot be read.</summary>
    /// <returns>Whether there is an event; otherwise the result of the delivery.</returns>
    public bool TryRead(in VerifiedRequest request, WebhookBody body, out WebhookParseResult<object> parsed, out WebhookReceiveResult refusal)
    {
        refusal = !TryParse(request.Endpoint, body, request.Headers, request.Settings.MaxJsonDepth, out parsed) ? ProviderThrew
            : parsed.IsParsed ? default
            : parsed.Status == WebhookParseStatus.IdentityMismatch ? new(WebhookOutcome.Unauthenticated, SignatureFailure.IdentityMismatch)
            : new(WebhookOutcome.Malformed, reason: parsed.Reason, member: parsed.Member);
        if (!parsed.IsParsed)
        {
            return false;
        }

        drift.Report(request.Endpoint, parsed, warns: !request.IsFromAnyone);
        return true;
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

    /// <summary>Parses the event.</summary>
    /// <returns>Whether the provider did not throw.</returns>
    public bool TryParse(WebhookEndpoint endpoint, WebhookBody body, WebhookHeaders headers, int maxJsonDepth, out WebhookParseResult<object> parsed)
    {
        try
        {
            parsed = endpoint.Provider.ParseUntyped(new WebhookPayload(body.Span, headers, services) { MaxJsonDepth = maxJsonDepth });
            return true;
        }
        catch (Exception e)
        {
            LogThrew(endpoint, e);
            parsed = default;
            return false;
        }
    }

    private static WebhookReceiveResult ProviderThrew => new(WebhookOutcome.Failed, reason: WebhookFailureReason.ProviderThrew);

    private void LogThrew(WebhookEndpoint endpoint, Exception e)
    {
        string exceptionType = e.GetType().Name;
        Log.ProviderThrew(logger, endpoint.Provider.Name, endpoint.Name, exceptionType);
    }
}
