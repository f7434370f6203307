using Webhooks.Receiver.Hosting;

namespace Webhooks.Receiver;

/// <summary>
/// Processes one delivery from its headers to its outcome. The order of the steps is fixed: only authenticated bodies are parsed,
/// and only claimed events are handled.
/// </summary>
internal sealed class DeliveryPipeline(
    WebhookSettingsSource settingsSource,
    TenantResolver tenants,
    DeliveryVerifier verifier,
    HostStopping host,
    HandshakeAnswers handshakes,
    DeliveryParser parser,
    InboxIntake inbox,
    EventHandling events,
    SeveralEvents severalEvents,
    TimeProvider timeProvider)
{
    /// <summary>When a sender should try again after a failure of the receiver.</summary>
    public static readonly TimeSpan RetryAfter = TimeSpan.FromSeconds(1);

    public async ValueTask<WebhookReceiveResult> RunAsync(WebhookSource source, WebhookEndpoint endpoint, CancellationToken cancellationToken)
    {
        if (host.IsStopping)
        {
            return Unavailable(WebhookFailureReason.HostStopping);
        }

        // Settings
        EndpointSettings settings = settingsSource.Get(endpoint);
        WebhookProvider provider = endpoint.Provider;

        // Method
        string method = source.Method;
        bool isDelivery = RequestRules.IsListed(provider.Methods, method);
        if (!isDelivery && !RequestRules.IsListed(provider.HandshakeMethods, method))
        {
            return new(WebhookOutcome.MethodNotAllowed);
        }

        // Handshake that its sender does not sign
        if (handshakes.AnswerUnsigned(endpoint, settings, source) is { } unsigned)
        {
            return new(unsigned);
        }

        if (!isDelivery)
        {
            return Unauthenticated(SignatureFailure.HandshakeRefused);
        }

        // Headers
        if (!RequestRules.AllowsContent(settings.MediaTypes, source.Headers))
        {
            return new(WebhookOutcome.UnsupportedMediaType);
        }

        DeliveryAuthenticator authenticator = settings.Authenticator;
        SignatureHeaders signatureHeaders = authenticator.Select(source.Headers, method, authenticator.ReadsUrl ? source.Url : null);
        string? urlToken = authenticator.ReadsUrlToken ? source.GetRouteValue(WebhookProvider.UrlTokenParameter) : null;
        if (authenticator.CheckHeaders(signatureHeaders, urlToken) is { } headerFailure)
        {
            return Unauthenticated(headerFailure);
        }

        // Tenant
        WebhookTenant? tenant = null;
        if (settings.Tenants is { } authenticators)
        {
            if (await tenants.ResolveAsync(endpoint, authenticators, source).ConfigureAwait(false) is not { } resolved)
            {
                return Unavailable(WebhookFailureReason.TenantResolverFailed);
            }

            (tenant, authenticator) = resolved;
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
            SignatureResult signature;
            if (authenticator is not CustomAuthenticator custom)
            {
                signature = authenticator.Verify(body.Pieces, signatureHeaders);
            }
            else if (await verifier.VerifyAsync(endpoint, custom, signatureHeaders, source, body).ConfigureAwait(false) is { } answered)
            {
                signature = answered;
            }
            else
            {
                return Unavailable(WebhookFailureReason.AuthenticatorFailed);
            }

            if (!signature.IsValid)
            {
                return Unauthenticated(signature.Failure.Value);
            }

            // Handshake
            if (handshakes.TryAnswer(endpoint, settings, source, tenant, signature, body, out WebhookReceiveResult handshake))
            {
                return handshake;
            }

            // The worker has only the headers that are stored. An event that needs another one is refused now, and not stored unreadable.
            WebhookHeaders headers = endpoint.Options.ProcessInBackground ? InboxMetadata.SelectHeaders(provider, source.Headers) : source.Headers;
            var request = new VerifiedRequest(endpoint, settings, source, headers, authenticator, signature, tenant?.Id, timeProvider.GetUtcNow());
            if (provider.BringsSeveralEvents)
            {
                return await severalEvents.HandleAsync(request, body).ConfigureAwait(false);
            }

            // Parse
            WebhookParseResult<object> parsed = parser.Read(request, body);
            if (!parsed.IsParsed)
            {
                return DeliveryParser.GetRefusal(parsed);
            }

            if (request.CheckAge(parsed) is { } ageFailure)
            {
                return Unauthenticated(ageFailure);
            }

            WebhookDelivery delivery = request.CreateDelivery(parsed, body);
            isHandled = true; // each of the following disposes of the body

            // Store, to be handled later
            if (endpoint.Options.ProcessInBackground)
            {
                return await inbox.StoreAsync(request, delivery, (IWebhookEvent)parsed.Event).ConfigureAwait(false);
            }

            // Answer a question
            if (endpoint.Dispatcher?.BeginQuestion() is { } question)
            {
                return await events.AskAsync(endpoint, settings, source, delivery, parsed.Event, question).ConfigureAwait(false);
            }

            // Claim, handle and settle
            return await events.HandleAsync(endpoint, settings, source, delivery, parsed.Event).ConfigureAwait(false);
        }
        finally
        {
            if (!isHandled)
            {
                body.Dispose();
            }
        }
    }

    private static WebhookReceiveResult Unauthenticated(SignatureFailure failure) => new(WebhookOutcome.Unauthenticated, failure);

    private static WebhookReceiveResult Unavailable(WebhookFailureReason reason) =>
        new(WebhookOutcome.Unavailable, retryAfter: RetryAfter, reason: reason);
}
