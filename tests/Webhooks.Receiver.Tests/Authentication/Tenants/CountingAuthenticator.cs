using System.Collections.Concurrent;

namespace Webhooks.Receiver.Tests;

/// <summary>Takes everything, and counts how often each secret was checked: once for each authenticator that is created with it.</summary>
internal sealed class CountingAuthenticator : WebhookAuthenticator
{
    private readonly ConcurrentDictionary<string, int> _checks = new();

    public int ChecksOf(string secret) => _checks.GetValueOrDefault(secret);

    public override bool IsUsableSecret(string secret) => _checks.AddOrUpdate(secret, 1, (_, checks) => checks + 1) > 0;

    public override ValueTask<SignatureResult> AuthenticateAsync(WebhookAuthenticationRequest request, CancellationToken cancellationToken) =>
        new(SignatureResult.Valid());
}
