using Microsoft.Extensions.Logging;

namespace Webhooks.Receiver;

/// <summary>The first half of a delivery's way: nothing unverified gets past it, and no parser sees a byte before.</summary>
internal sealed class DeliveryVerification(TimeProvider timeProvider, ILogger logger)
{
    /// <summary>What can be said before the body is read: the refusal, or null where the body decides.</summary>
    public static WebhookReceiveResult? CheckHeaders(WebhookSource source, WebhookProvider provider, DeliveryAuthenticator authenticator)
    {
        if (!RequestRules.AllowsMethod(provider, source.Method))
        {
            return new(WebhookOutcome.Unauthenticated, SignatureFailure.NotVerified);
        }

        if (!RequestRules.AllowsContent(provider, source.Headers))
        {
            return new(WebhookOutcome.UnsupportedMediaType);
        }

        string? urlToken = authenticator.ReadsUrlToken ? source.GetRouteValue(WebhookProvider.UrlTokenParameter) : null;
        return authenticator.CheckHeaders(source.Headers, urlToken) is { } failure
            ? new(WebhookOutcome.Unauthenticated, failure)
            : null;
    }

    /// <summary>Verifies the body, and only then reads it: the refusal, or null and the delivery with its key.</summary>
    public WebhookReceiveResult? VerifyAndParse<TEvent>(
        WebhookSource source, AuthenticatedEndpoint at, WebhookBody body, out VerifiedDelivery<TEvent> verified)
        where TEvent : class, IWebhookEvent<TEvent>
    {
        verified = default;
        (WebhookEndpoint endpoint, EndpointSettings settings, DeliveryAuthenticator authenticator, string? tenant) = at;
        SignatureResult signature = authenticator.Verify(body.Pieces, source.Headers);
        if (!signature.IsValid)
        {
            return new(WebhookOutcome.Unauthenticated, signature.Failure);
        }

        if (!TryParse(endpoint, new WebhookPayload(body.Span, source.Headers), out WebhookParseResult<TEvent> parsed))
        {
            return new(WebhookOutcome.Failed);
        }

        if (!parsed.IsParsed)
        {
            return parsed.Status == WebhookParseStatus.IdentityMismatch
                ? new(WebhookOutcome.Unauthenticated, SignatureFailure.IdentityMismatch)
                : new(WebhookOutcome.Malformed);
        }

        DateTimeOffset now = timeProvider.GetUtcNow();
        DateTimeOffset? signedTime = parsed.OccurredAt ?? signature.Timestamp;
        if (settings.MaxEventAge is { } maxAge && !(now - signedTime <= maxAge))
        {
            return new(
                WebhookOutcome.Unauthenticated,
                signedTime is null ? SignatureFailure.TimestampMissing : SignatureFailure.TimestampOutsideTolerance);
        }

        IdempotencyKey key = IdempotencyKey.Create(endpoint.Provider.Name, endpoint.Name, tenant, parsed.Identity, body.Span);
        verified = new(parsed.Event, new WebhookDelivery(endpoint.Provider.Name, endpoint.Name, key, body)
        {
            Tenant = tenant,
            Attempt = parsed.Attempt,
            ReceivedAt = now,
            SignedAt = signature.Timestamp,
            Authenticated = authenticator.CoversBody ? PartsOf(signature, parsed.Identity) : AuthenticatedParts.None,
        });
        return null;
    }

    private static AuthenticatedParts PartsOf(in SignatureResult signature, DeliveryIdentity identity) => AuthenticatedParts.Body
        | (identity.IsAuthenticated ? AuthenticatedParts.Identity : AuthenticatedParts.None)
        | (signature.Timestamp is null ? AuthenticatedParts.None : AuthenticatedParts.Timestamp);

    /// <summary>A provider promises not to throw; should one break its word, its exception may quote the body.</summary>
    private bool TryParse<TEvent>(WebhookEndpoint endpoint, WebhookPayload payload, out WebhookParseResult<TEvent> parsed)
        where TEvent : class, IWebhookEvent<TEvent>
    {
        try
        {
            parsed = TEvent.Provider.Parse(payload);
            return true;
        }
        catch (Exception e)
        {
            Log.ProviderThrew(logger, endpoint.Provider.Name, endpoint.Name, e.GetType().Name);
            parsed = default;
            return false;
        }
    }
}
