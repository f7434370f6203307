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
        foreach (Room room in Rooms.All.Where(room => room.SignsUrl))
        {
            byte[] body = Encoding.UTF8.GetBytes(room.Body(1, ""));
            var headers = WebhookHeaders.From(room.Sign(new Sending(room.Secret, room.Body(1, ""), Room.Now, "", Url)));

            (await IsValidAsync(room, body, headers, url)).Should().Be(expected, room.Name);
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
        Room room = Rooms.Named("Twilio");
        var headers = WebhookHeaders.From(room.Sign(new Sending(room.Secret, "A=1&B=2", Room.Now, "", Url)));

        (await IsValidAsync(room, Encoding.UTF8.GetBytes(form), headers, Url)).Should().Be(expected);
    }

    private static async Task<bool> IsValidAsync(Room room, byte[] body, WebhookHeaders headers, string url)
    {
        if (room.Provider.Authenticator is { } own)
        {
            var request = new WebhookAuthenticationRequest("POST", headers, new ReadOnlySequence<byte>(body)) { Url = url, Secrets = [room.Secret] };
            return (await own.AuthenticateAsync(request, CancellationToken.None)).IsValid;
        }

        var verifier = new SignatureVerifier(room.Provider.Scheme!, [room.Secret], new ManualTimeProvider(Room.Now));
        return verifier.Verify(body, SignatureHeaders.From(verifier.Scheme, headers, "POST", url)).IsValid;
    }
}
