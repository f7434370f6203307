namespace Webhooks.Receiver.Catalog.Tests;

/// <summary>What verifies a vector: a scheme, or code of its own.</summary>
internal sealed record PublicVectorScheme(SignatureScheme? Scheme, WebhookAuthenticator? Authenticator)
{
    public bool SignsTheUrl => Authenticator?.RequiresUrl ?? Scheme!.SignedContent.Any(part => part == SignedPart.Url || part.Writer is not null);
}
