using Webhooks.Receiver.Hosting;

namespace Webhooks.Receiver;

/// <summary>Has handshakes answered by the endpoint's provider.</summary>
internal sealed class HandshakeAnswers(WebhookLogger logger)
{
    /// <summary>Answers a handshake that its sender does not sign. Anybody may have sent it: an exception is no failure of the server.</summary>
    /// <returns>The answer; null if there is none, or if it is too long.</returns>
    public WebhookAnswer? AnswerUnsigned(WebhookEndpoint endpoint, EndpointSettings settings, WebhookSource source)
    {
        WebhookProvider provider = endpoint.Provider;
        try
        {
            WebhookAnswer? answer = provider.AnswerUnsignedHandshake(new WebhookHandshake(source, settings.VerifyTokens, body: [], secrets: []));
            return answer?.Body.Length > WebhookHandshake.MaxLength ? null : answer;
        }
        catch (Exception e)
        {
            string exceptionType = e.GetType().Name;
            Log.HandshakeThrew(logger, provider.Name, endpoint.Name, exceptionType);
            return null;
        }
    }

    /// <summary>Answers an authenticated handshake.</summary>
    /// <returns>Whether the request is answered, or failed to be.</returns>
    public bool TryAnswer(
        WebhookEndpoint endpoint, EndpointSettings settings, WebhookSource source, WebhookTenant? tenant, SignatureResult signature, WebhookBody body,
        out WebhookReceiveResult result)
    {
        IReadOnlyList<string> secrets = tenant?.Secrets ?? settings.Secrets;
        WebhookAnswer? answer;
        try
        {
            answer = endpoint.Provider.AnswerHandshake(new WebhookHandshake(source, settings.VerifyTokens, body.Span, secrets, signature.SecretIndex));
        }
        catch (Exception e)
        {
            Log.ProviderThrew(logger, endpoint.Provider.Name, endpoint.Name, e.GetType().Name);
            result = new(WebhookOutcome.Failed, reason: WebhookFailureReason.ProviderThrew);
            return true;
        }

        result = answer switch
        {
            null => default,
            { Body.Length: > WebhookHandshake.MaxLength } => new(WebhookOutcome.Malformed, reason: WebhookFailureReason.ChallengeTooLong),
            _ => new(answer),
        };
        return answer is not null;
    }
}
