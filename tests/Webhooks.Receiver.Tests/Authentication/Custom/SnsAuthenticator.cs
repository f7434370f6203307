using System.Buffers;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using System.Text;
using System.Text.Json;
using System.Text.RegularExpressions;
using Microsoft.Extensions.DependencyInjection;

namespace Webhooks.Receiver.Tests;

/// <summary>
/// docs.aws.amazon.com/sns, "Verifying the signatures of Amazon SNS messages": RSA over chosen members, with a certificate from a URL that has
/// to be Amazon's. There is no secret.
/// </summary>
internal sealed partial class SnsAuthenticator : WebhookAuthenticator
{
    /// <summary>Downloads a certificate in PEM.</summary>
    public delegate Task<string> Download(Uri url, CancellationToken cancellationToken);

    private static readonly string[] _signed = ["Message", "MessageId", "Subject", "Timestamp", "TopicArn", "Type"];

    public override bool RequiresSecrets => false;

    public override async ValueTask<SignatureResult> AuthenticateAsync(WebhookAuthenticationRequest request, CancellationToken cancellationToken)
    {
        if (ForeignJson.Read(request.Body.ToArray()) is not JsonElement message
            || !Uri.TryCreate(Get(message, "SigningCertURL"), UriKind.Absolute, out Uri? url)
            || url.Scheme != "https" || !AmazonHost().IsMatch(url.Host)
            || Get(message, "Signature") is not { } text || !TryDecode(text, out byte[] signature))
        {
            return SignatureResult.Invalid(SignatureFailure.SignatureMalformed);
        }

        string pem = await request.Services!.GetRequiredService<Download>()(url, cancellationToken);
        using var certificate = X509Certificate2.CreateFromPem(pem);
        using RSA key = certificate.GetRSAPublicKey()!;
        string content = string.Concat(_signed.Select(name => Get(message, name) is { } value ? $"{name}\n{value}\n" : ""));
        return key.VerifyData(Encoding.UTF8.GetBytes(content), signature, HashAlgorithmName.SHA256, RSASignaturePadding.Pkcs1)
            ? SignatureResult.Valid(DateTimeOffset.Parse(Get(message, "Timestamp")!, System.Globalization.CultureInfo.InvariantCulture))
            : SignatureResult.Invalid(SignatureFailure.SignatureMismatch);
    }

    private static string? Get(JsonElement message, string name) =>
        message.TryGetProperty(name, out JsonElement member) && member.ValueKind == JsonValueKind.String ? member.GetString() : null;

    private static bool TryDecode(string text, out byte[] bytes)
    {
        bytes = new byte[text.Length];
        bool isBase64 = Convert.TryFromBase64String(text, bytes, out int written);
        bytes = bytes[..written];
        return isBase64;
    }

    [GeneratedRegex(@"^sns\.[a-z0-9-]{3,}\.amazonaws\.com$")]
    private static partial Regex AmazonHost();
}
