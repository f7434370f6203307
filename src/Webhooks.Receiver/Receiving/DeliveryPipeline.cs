using Microsoft.Extensions.DependencyInjection;
using Webhooks.Receiver.Hosting;
using Webhooks.Receiver.Storage;

namespace Webhooks.Receiver;

/// <summary>
/// Processes one delivery from its headers to its outcome. The order of the steps is fixed: only authenticated bodies are parsed,
/// and only claimed events are handled.
/// </summary>
internal sealed class DeliveryPipeline(
    WebhookSettingsSource settingsSource,
    TenantResolver tenants,
    DeliveryVerifier verifier,
    BoundedStore store,
    WebhookHandlerTable handlers,
    HandlerRunner runner,
    HostStopping host,
    SchemaDrift drift,
    HandshakeAnswers handshakes,
    DeliveryParser parser,
    InboxIntake inbox,
    IServiceScopeFactory scopes,
    TimeProvider timeProvider,
    WebhookLogger logger)
{
    private static readonly TimeSpan _retryAfter = TimeSpan.FromSeconds(1);

    public async ValueTask<WebhookReceiveResult> RunAsync(WebhookSource source, WebhookEndpoint endpoint, CancellationToken cancellationToken)
    {
        if (host.IsStopping)
        {
            return Unavailable(WebhookFailureReason.HostStopping);
        }

        // Settings
        EndpointSettings settings = settingsSource.Get(endpoint);
        WebhookProvider provider = endpoint.Provider;

        // Handshake that its sender does not sign
        string method = source.Method;
        if (handshakes.TryAnswerUnsigned(endpoint, settings, source, method, out WebhookReceiveResult unsigned))
        {
            return unsigned;
        }

        // Headers
        if (RequestRules.Refuse(provider, settings.MediaTypes, method, source.Headers) is { } refusal)
        {
            return new(refusal);
        }

        DeliveryAuthenticator authenticator = settings.Authenticator;
        SignatureHeaders signatureHeaders = authenticator.Select(source.Headers, method, authenticator.ReadsUrl ? source.Url : null);
        string? urlToken = authenticator.ReadsUrlToken ? source.GetRouteValue(WebhookProvider.UrlTokenParameter) : null;
        if (authenticator.CheckHeaders(signatureHeaders, urlToken) is { } headerFailure)
        {
            return Unauthenticated(headerFailure);
        }

        // Tenant
        string? tenant = null;
        IReadOnlyList<string> secrets = settings.Secrets;
        if (settings.Tenants is { } authenticators)
        {
            if (await tenants.ResolveAsync(endpoint, authenticators, source).ConfigureAwait(false) is not { } resolved)
            {
                return Unavailable(WebhookFailureReason.TenantResolverFailed);
            }

            (tenant, secrets, authenticator) = resolved;
        }

        // Body
        WebhookBodyResult read = await source.ReadBodyAsync(settings.MaxRequestBodySize, settings.BodyTimeout, cancellationToken).ConfigureAwait(false);
        if (!read.IsRead)
        {
            return read.Reason is { } reason ? Unavailable(reason) : new(read.Refusal);
        }

        WebhookBody body = read.Body;
        bool isHandled = false;
        try
        {
            // Verify
            if (await verifier.VerifyAsync(endpoint, authenticator, signatureHeaders, source, body).ConfigureAwait(false) is not { } signature)
            {
                return Unavailable(WebhookFailureReason.AuthenticatorFailed);
            }

            if (!signature.IsValid)
            {
                return Unauthenticated(signature.Failure.Value);
            }

            // Handshake
            if (handshakes.TryAnswer(endpoint, settings, source, body, secrets, out WebhookReceiveResult answered))
            {
                return answered;
            }

            // Parse
            if (!parser.TryParse(endpoint, body, source.Headers, settings.MaxJsonDepth, out WebhookParseResult<object> parsed))
            {
                return new(WebhookOutcome.Failed, reason: WebhookFailureReason.ProviderThrew);
            }

            if (!parsed.IsParsed)
            {
                return parsed.Status == WebhookParseStatus.IdentityMismatch
                    ? Unauthenticated(SignatureFailure.IdentityMismatch)
                    : new(WebhookOutcome.Malformed, reason: parsed.Reason, member: parsed.Member);
            }

            drift.Report(endpoint, parsed, warns: authenticator is not UrlTokenAuthenticator { AcceptsAnyone: true });
            DateTimeOffset receivedAt = timeProvider.GetUtcNow();
            DateTimeOffset? signedTime = parsed.OccurredAt ?? signature.Timestamp;
            if (settings.MaxEventAge is { } maxAge && !(receivedAt - signedTime <= maxAge))
            {
                return Unauthenticated(signedTime is null ? SignatureFailure.TimestampMissing : SignatureFailure.TimestampOutsideTolerance);
            }

            IdempotencyKey key = IdempotencyKey.Create(provider.Name, endpoint.Name, tenant, parsed.Identity);
            var delivery = new WebhookDelivery(provider.Name, endpoint.Name, key, body)
            {
                Tenant = tenant,
                Attempt = parsed.Attempt,
                ReceivedAt = receivedAt,
                SignedAt = signature.Timestamp,
                Headers = WebhookDeliveryHeader.Select(provider, source.Headers),
                Authenticated = GetParts(authenticator, signature, parsed.Identity),
            };

            // Store, to be handled later
            if (endpoint.Options.ProcessInBackground)
            {
                isHandled = true; // the inbox disposes of the body
                return await inbox.StoreAsync(endpoint, delivery, (IWebhookEvent)parsed.Event, settings.Retention).ConfigureAwait(false);
            }

            // Claim
            long leaseBeganAt = ClaimRenewer.Now(timeProvider);
            var cancellation = new CancellationTokenSource(); // for the claim, and then for the handler
            IdempotencyClaim claim;
            try
            {
                claim = await store.ClaimAsync(key, settings.Lease, cancellation).ConfigureAwait(false);
            }
            catch (Exception e)
            {
                Log.ClaimFailed(logger, e, provider.Name, endpoint.Name, key.ShortName);
                return Unavailable(e is TimeoutException ? WebhookFailureReason.StoreTimedOut : WebhookFailureReason.StoreFailed, key);
            }

            if (claim.Status != IdempotencyClaimStatus.Claimed)
            {
                if (claim.Status == IdempotencyClaimStatus.Unavailable)
                {
                    Log.StoreFull(logger, provider.Name, endpoint.Name, key.ShortName);
                }

                return Unclaimed(claim, settings, key);
            }

            // Handle and settle
            var claimed = new ClaimedDelivery(delivery, parsed.Event, claim.Token, handlers.GetDispatcher(endpoint), source, cancellation, scopes, logger)
            {
                UsesTransaction = endpoint.Options.HandleInTransaction,
                Lease = settings.Lease,
                LeaseEndsAt = leaseBeganAt + settings.Lease.Ticks,
                Retention = settings.Retention,
            };
            isHandled = true;
            (WebhookOutcome outcome, WebhookFailureReason? failure) = await runner.RunAsync(claimed, settings.HandlerTimeout).ConfigureAwait(false);
            return new(
                outcome,
                retryAfter: outcome is WebhookOutcome.ClaimLost or WebhookOutcome.Unavailable ? _retryAfter
                    : (claimed.Error as WebhookRetryException)?.GetDelay(timeProvider),
                key: key,
                reason: outcome is WebhookOutcome.Failed or WebhookOutcome.Unavailable ? failure : null);
        }
        finally
        {
            if (!isHandled)
            {
                body.Dispose(); // otherwise the runner does, when the handler has ended: maybe after the answer
            }
        }
    }

    private static WebhookReceiveResult Unclaimed(in IdempotencyClaim claim, EndpointSettings settings, in IdempotencyKey key) => claim.Status switch
    {
        IdempotencyClaimStatus.Completed => new(WebhookOutcome.Duplicate, key: key),
        IdempotencyClaimStatus.InProgress => new(
            WebhookOutcome.InProgress, retryAfter: claim.RetryAfter < settings.Lease ? claim.RetryAfter : settings.Lease, key: key),
        _ => Unavailable(WebhookFailureReason.StoreFull, key),
    };

    private static AuthenticatedParts GetParts(DeliveryAuthenticator authenticator, in SignatureResult signature, DeliveryIdentity identity) =>
        !authenticator.CoversBody ? AuthenticatedParts.None
        : AuthenticatedParts.Body
            | (identity.IsAuthenticated ? AuthenticatedParts.Identity : AuthenticatedParts.None)
            | (signature.Timestamp is null ? AuthenticatedParts.None : AuthenticatedParts.Timestamp);

    private static WebhookReceiveResult Unauthenticated(SignatureFailure failure) => new(WebhookOutcome.Unauthenticated, failure);

    private static WebhookReceiveResult Unavailable(WebhookFailureReason reason, in IdempotencyKey key = default) =>
        new(WebhookOutcome.Unavailable, retryAfter: _retryAfter, key: key, reason: reason);
}
