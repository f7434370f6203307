using Microsoft.Extensions.Logging;

namespace Webhooks.Receiver;

/// <summary>The first half of a delivery's way: nothing unverified gets past it, and no parser sees a byte before.</summary>
internal sealed class DeliveryVerification(TimeProvider timeProvider, ILogger logger)
{
    /// <summary>What can be said before the body is read: the refusal, or null where the body decides.</summary>
    public static WebhookReceiveResult? CheckHeaders(WebhookSource source, in AuthenticatedEndpoint at)
    {
        WebhookProvider provider = at.Endpoint.Provider;
        if (!RequestRules.AllowsMethod(provider, source.Method))
        {
            return new(WebhookOutcome.Unauthenticated, SignatureFailure.NotVerified);
        }

        if (!RequestRules.AllowsContent(provider, source.Headers))
        {
            return new(WebhookOutcome.UnsupportedMediaType);
        }

        string? urlToken = at.Authenticator.ReadsUrlToken ? source.GetRouteValue(WebhookProvider.UrlTokenParameter) : null;
        return at.Authenticator.CheckHeaders(at.Headers, urlToken) is { } failure
            ? new(WebhookOutcome.Unauthenticated, failure)
            : null;
    }

    /// <summary>Verifies the body, and only then reads it: the refusal, or null and the delivery with its key.</summary>
    public WebhookReceiveResult? VerifyAndParse(
        WebhookSource source, in AuthenticatedEndpoint at, WebhookBody body, WebhookDispatcher dispatcher, out VerifiedDelivery verified)
    {
        verified = default;
        (WebhookEndpoint endpoint, EndpointSettings settings, DeliveryAuthenticator authenticator, SignatureHeaders headers, string? tenant) = at;
        SignatureResult signature = authenticator.Verify(body.Pieces, headers);
        if (!signature.IsValid)
        {
            return new(WebhookOutcome.Unauthenticated, signature.Failure);
        }

        if (!TryParse(endpoint, dispatcher, new WebhookPayload(body.Span, source.Headers), out WebhookParseResult<object> parsed))
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
    private bool TryParse(WebhookEndpoint endpoint, WebhookDispatcher dispatcher, WebhookPayload payload, out WebhookParseResult<object> parsed)
    {
        try
        {
            parsed = dispatcher.Parse(payload);
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
