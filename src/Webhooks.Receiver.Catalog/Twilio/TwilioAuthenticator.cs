using System.Buffers;
using System.Runtime.CompilerServices;
using System.Security.Cryptography;
using System.Text;

namespace Webhooks.Receiver.Catalog;

/// <summary>
/// Verifies the signatures of Twilio, which signs a URL with or without its port, and not always the same way. Its own libraries try both.
/// </summary>
internal sealed class TwilioAuthenticator : WebhookAuthenticator
{
    private const string HashParameter = "bodySHA256=";

    private static readonly SignatureScheme _ofForms = Scheme(SignedPart.Url, SignedPart.SortedForm);
    private static readonly SignatureScheme _ofOtherBodies = Scheme(SignedPart.Custom(WriteUrlWithHash, coversBody: true, usesUrl: true));

    private readonly ConditionalWeakTable<IReadOnlyList<string>, SignatureVerifier[]> _verifiers = [];

    public override bool RequiresUrl => true;

    public override ValueTask<SignatureResult> AuthenticateAsync(WebhookAuthenticationRequest request, CancellationToken cancellationToken)
    {
        string url = request.Url!;
        SignatureVerifier verifier = _verifiers.GetValue(
            request.Secrets, static secrets => [new SignatureVerifier(_ofForms, secrets), new SignatureVerifier(_ofOtherBodies, secrets)])[HasHash(url) ? 1 : 0];
        SignatureResult result = default;
        foreach (string candidate in TwilioUrls.Of(url))
        {
            result = verifier.Verify(request.Body, SignatureHeaders.From(verifier.Scheme, request.Headers, request.Method, candidate));
            if (result.IsValid || result.Failure != SignatureFailure.SignatureMismatch)
            {
                break;
            }
        }

        return ValueTask.FromResult(result);
    }

    private static SignatureScheme Scheme(params SignedPart[] content) => new()
    {
        Algorithm = SignatureAlgorithm.HmacSha1,
        Header = "X-Twilio-Signature",
        Encoding = SignatureEncoding.Base64,
        SignedContent = content,
    };

    private static bool HasHash(string url) => FindHash(url) >= 0;

    /// <returns>Where the hash begins in the query; negative if there is none.</returns>
    private static int FindHash(ReadOnlySpan<char> url)
    {
        int query = url.IndexOf('?');
        int parameter = query < 0 ? -1 : url[query..].IndexOf(HashParameter, StringComparison.Ordinal) + query;
        return parameter > query && url[parameter - 1] is '?' or '&' ? parameter + HashParameter.Length : -1;
    }

    /// <summary>Writes the URL with the hash of the received body in the place of the hash that it names.</summary>
    private static bool WriteUrlWithHash(ReadOnlySequence<byte> body, SignatureHeaders headers, IBufferWriter<byte> output)
    {
        ReadOnlySpan<char> url = headers.Url;
        int start = FindHash(url);
        int length = url[start..].IndexOf('&');
        Encoding.UTF8.GetBytes(url[..start], output);
        Encoding.UTF8.GetBytes(Convert.ToHexStringLower(SHA256.HashData(body.ToArray())), output);
        Encoding.UTF8.GetBytes(length < 0 ? "" : url[(start + length)..], output);
        return true;
    }
}
