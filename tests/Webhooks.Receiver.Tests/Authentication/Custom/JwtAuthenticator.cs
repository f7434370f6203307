using System.Buffers;
using System.Buffers.Text;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json;

namespace Webhooks.Receiver.Tests;

/// <summary>Verifies tokens of HS256 with a text, and of ES256 with a public key in PEM. The token has its time and the body's hash.</summary>
internal sealed class JwtAuthenticator : WebhookAuthenticator
{
    public override ValueTask<SignatureResult> AuthenticateAsync(WebhookAuthenticationRequest request, CancellationToken cancellationToken) =>
        new(Authenticate(request));

    private static SignatureResult Authenticate(WebhookAuthenticationRequest request)
    {
        if (request.Headers["Authorization"] is not [{ } header] || !header.StartsWith("Bearer ", StringComparison.Ordinal))
        {
            return SignatureResult.Invalid(SignatureFailure.SignatureMissing);
        }

        string[] parts = header["Bearer ".Length..].Split('.');
        if (parts.Length != 3 || Decode(parts[2]) is not { } signature)
        {
            return SignatureResult.Invalid(SignatureFailure.SignatureMalformed);
        }

        byte[] signed = Encoding.ASCII.GetBytes($"{parts[0]}.{parts[1]}");
        if (!request.Secrets.Any(secret => IsSignedWith(secret, parts[0], signed, signature)))
        {
            return SignatureResult.Invalid(SignatureFailure.SignatureMismatch);
        }

        using var claims = JsonDocument.Parse(Decode(parts[1])); // of the sender from here on
        string hash = claims.RootElement.GetProperty("body").GetString()!;
        if (hash != Convert.ToHexStringLower(SHA256.HashData(request.Body.ToArray())))
        {
            return SignatureResult.Invalid(SignatureFailure.SignatureMismatch);
        }

        DateTimeOffset issued = DateTimeOffset.FromUnixTimeSeconds(claims.RootElement.GetProperty("iat").GetInt64());
        return (request.TimeProvider.GetUtcNow() - issued).Duration() <= request.Tolerance
            ? SignatureResult.Valid(issued)
            : SignatureResult.Invalid(SignatureFailure.TimestampOutsideTolerance, issued);
    }

    /// <summary>The kind of the secret decides on the algorithm, and never the token alone.</summary>
    private static bool IsSignedWith(string secret, string header, byte[] signed, byte[] signature)
    {
        bool isPublicKey = secret.StartsWith("-----BEGIN PUBLIC KEY", StringComparison.Ordinal);
        if (header != Encode(isPublicKey ? """{"alg":"ES256"}""" : """{"alg":"HS256"}"""))
        {
            return false;
        }

        if (!isPublicKey)
        {
            return CryptographicOperations.FixedTimeEquals(HMACSHA256.HashData(Encoding.UTF8.GetBytes(secret), signed), signature);
        }

        using var key = ECDsa.Create();
        key.ImportFromPem(secret);
        return key.VerifyData(signed, signature, HashAlgorithmName.SHA256);
    }

    private static string Encode(string text) => Base64Url.EncodeToString(Encoding.UTF8.GetBytes(text));

    private static byte[]? Decode(string text) => Base64Url.IsValid(text) ? Base64Url.DecodeFromChars(text) : null;
}
