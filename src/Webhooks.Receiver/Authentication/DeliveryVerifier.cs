using Microsoft.Extensions.Options;
using Webhooks.Receiver.Hosting;

namespace Webhooks.Receiver;

/// <summary>Verifies deliveries whose bodies have been read, by signature or by code of the user, which is given a limited time.</summary>
internal sealed class DeliveryVerifier(
    IServiceProvider services, IOptions<WebhookHostOptions> options, TimeProvider timeProvider, WebhookLogger logger)
{
    private readonly TimeSpan _timeout = options.Value.ValidStoreTimeout;

    /// <returns>The result; null if code of the user threw, or did not answer in time.</returns>
    public async ValueTask<SignatureResult?> VerifyAsync(
        WebhookEndpoint endpoint, CustomAuthenticator custom, SignatureHeaders headers, WebhookSource source, WebhookBody body)
    {
        try
        {
            var cancellation = new CancellationTokenSource();
            Task<SignatureResult> call = custom.AuthenticateAsync(
                body.Pieces, headers, timeProvider, source.RequestServices ?? services, cancellation.Token).AsTask();
            body.KeepUntil(call);
            SignatureResult result = await call.WaitOrCancelAsync(cancellation, _timeout, timeProvider).ConfigureAwait(false);
            return custom.RefusesAll ? SignatureResult.Invalid(SignatureFailure.SignatureMismatch) : result;
        }
        catch (Exception e)
        {
            string exceptionType = e.GetType().Name;
            Log.AuthenticatorFailed(logger, endpoint.Provider.Name, endpoint.Name, exceptionType);
            return null;
        }
    }
}
