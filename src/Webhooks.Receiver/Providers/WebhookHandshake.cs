using Microsoft.Extensions.Primitives;
using Webhooks.Receiver.Hosting;

namespace Webhooks.Receiver;

/// <summary>
/// A request that may be a handshake: a request in which a sender brings no event, but wants an answer that only the owner of the endpoint
/// gives, such as its challenge.
/// </summary>
public readonly ref struct WebhookHandshake
{
    /// <summary>The greatest length of a value of the query, in characters, and of an answer, in bytes.</summary>
    internal const int MaxLength = 1024;

    private readonly WebhookSource _source;
    private readonly HashedTokens _verifyTokens;
    private readonly IReadOnlyList<string> _secrets;
    private readonly int _usedSecret;

    internal WebhookHandshake(WebhookSource source, HashedTokens verifyTokens, ReadOnlySpan<byte> body, IReadOnlyList<string> secrets, int usedSecret = 0)
    {
        _source = source;
        _verifyTokens = verifyTokens;
        Body = body;
        _secrets = secrets;
        _usedSecret = usedSecret;
    }

    /// <summary>The HTTP method.</summary>
    public string Method => _source.Method;

    /// <summary>The request's headers.</summary>
    public WebhookHeaders Headers => _source.Headers;

    /// <summary>The body's bytes exactly as received; empty in a handshake that is not signed, whose body is not read.</summary>
    public ReadOnlySpan<byte> Body { get; }

    /// <summary>
    /// The endpoint's secrets, or its tenant's: first the one with which the sender signed the request, which during a rotation may be the previous one.
    /// As they are configured if a <see cref="WebhookAuthenticator"/> verified the request. Empty in a handshake that is not signed: an
    /// answer computed with a secret from a stranger's text would let the stranger sign deliveries.
    /// </summary>
    public IReadOnlyList<string> Secrets =>
        _usedSecret == 0 ? _secrets : [_secrets[_usedSecret], .. _secrets.Take(_usedSecret), .. _secrets.Skip(_usedSecret + 1)];

    /// <summary>Gets a decoded value of the query; null if it is absent, given more than once, or longer than 1,024 characters.</summary>
    /// <param name="name">The name of the parameter; case matters.</param>
    public string? GetQueryValue(string name)
    {
        StringValues values = RequestUrl.GetQueryValues(_source.Url, name, isPlusASpace: true);
        return values is [{ Length: <= MaxLength } value] ? value : null;
    }

    /// <summary>Whether a text is one of the endpoint's <see cref="WebhookOptions.VerifyTokens"/>; compared in constant time.</summary>
    /// <param name="text">The text, as the sender wrote it; null is none.</param>
    public bool IsVerifyToken(string? text) => _verifyTokens.Contains(text);
}
