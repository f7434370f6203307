using Microsoft.Extensions.DependencyInjection;

namespace Webhooks.Receiver.Tests;

/// <summary>Calls the delegate that a test registered.</summary>
internal sealed class ProbeAuthenticator(bool requiresSecrets = true, string secretPrefix = "") : WebhookAuthenticator
{
    public delegate ValueTask<SignatureResult> Probe(WebhookAuthenticationRequest request, CancellationToken cancellationToken);

    public override bool RequiresSecrets => requiresSecrets;

    public override bool IsUsableSecret(string secret) =>
        secret.StartsWith("throw", StringComparison.Ordinal)
            ? throw new FormatException(secret)
            : secret.StartsWith(secretPrefix, StringComparison.Ordinal) && !secret.Contains(' ', StringComparison.Ordinal);

    public override ValueTask<SignatureResult> AuthenticateAsync(WebhookAuthenticationRequest request, CancellationToken cancellationToken) =>
        request.Services!.GetRequiredService<Probe>()(request, cancellationToken);
}
