using System.Buffers;
using System.Text;

namespace Webhooks.Receiver.Catalog.Tests;

/// <summary>Each part of a signed URL, changed.</summary>
public sealed class SignedUrlTests
{
    private const string Url = "https://hooks.example.com/in?a=1&b=2";

    [Theory]
    [InlineData(Url, true)]
    [InlineData("http://hooks.example.com/in?a=1&b=2", false)]
    [InlineData("https://hooks.example.org/in?a=1&b=2", false)]
    [InlineData("https://hooks.example.com/In?a=1&b=2", false)]
    [InlineData("https://hooks.example.com/in?b=2&a=1", false)]
    [InlineData("https://hooks.example.com/in?a=1", false)]
    [InlineData("https://hooks.example.com/in?a=1&b=2&c=3", false)]
    public async Task Authenticate_UrlChanged_IsRefused(string url, bool expected)
    {
        foreach (ProviderCase one in ProviderCases.All.Where(one => one.SignsUrl))
        {
            byte[] body = Encoding.UTF8.GetBytes(one.Body(1, ""));
            var headers = WebhookHeaders.From(one.Sign(new Sending(one.Secret, one.Body(1, ""), ProviderCase.Now, "", Url)));

            (await IsValidAsync(one, body, headers, url)).Should().Be(expected, one.Name);
        }
    }

    [Theory]
    [InlineData("A=1&B=2", true)]
    [InlineData("B=2&A=1", true)]
    [InlineData("A=2&B=1", false)]
    [InlineData("A=1", false)]
    [InlineData("A=1&B=2&C=3", false)]
    [InlineData("A=1&b=2", false)]
    public async Task Authenticate_FormFieldOfTwilioChanged_IsRefused(string form, bool expected)
    {
        ProviderCase one = ProviderCases.Named("Twilio");
        var headers = WebhookHeaders.From(one.Sign(new Sending(one.Secret, "A=1&B=2", ProviderCase.Now, "", Url)));

        (await IsValidAsync(one, Encoding.UTF8.GetBytes(form), headers, Url)).Should().Be(expected);
    }

    private static async Task<bool> IsValidAsync(ProviderCase one, byte[] body, WebhookHeaders headers, string url)
    {
        if (one.Provider.Authenticator is { } own)
        {
            var request = new WebhookAuthenticationRequest("POST", headers, new ReadOnlySequence<byte>(body)) { Url = url, Secrets = [one.Secret] };
            return (await own.AuthenticateAsync(request, CancellationToken.None)).IsValid;
        }

        var verifier = new SignatureVerifier(one.Provider.Scheme!, [one.Secret], new ManualTimeProvider(ProviderCase.Now));
        return verifier.Verify(body, SignatureHeaders.From(verifier.Scheme, headers, "POST", url)).IsValid;
    }
}
