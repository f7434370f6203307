using System.Text;
using System.Text.Json;
using Microsoft.Extensions.Logging;
using Webhooks.Receiver.AspNetCore.Tests.Support;

namespace Webhooks.Receiver.AspNetCore.Tests;

/// <summary>
/// The signature cases through a mapped endpoint, header by header and byte by byte over a socket. Every case can be sent: the
/// server takes header values as UTF-8, so even the one that is not ASCII arrives.
/// </summary>
public sealed class SignatureCasesTests
{
    private const string Problem401 = """{"type":"about:blank","title":"Unauthorized","status":401}""";

    public static TheoryData<string> Cases(string expectation) =>
        [.. SignatureVector.All.Where(vector => vector.Expect == "valid" == (expectation == "valid")).Select(vector => vector.Name)];

    [Theory]
    [MemberData(nameof(Cases), "valid")]
    public async Task MapWebhook_ValidCase_IsNotRefused(string name)
    {
        SignatureVector vector = Named(name);
        await using WebhookApp app = await StartAsync(vector);

        RawResponse response = await SendAsync(app, vector);

        // Genuine and no event: an empty body, and a bare payload without the header that identifies it.
        response.Status.Should().Be(vector.Body.Length == 0 || vector.Name == "cueapi/valid-unicode" ? 400 : 200);
        app.Logs.Of(1000).Should().BeEmpty();
    }

    [Theory]
    [MemberData(nameof(Cases), "refused")]
    public async Task MapWebhook_RefusedCase_IsNamedInTheLogAndNowhereElse(string name)
    {
        SignatureVector vector = Named(name);
        await using WebhookApp app = await StartAsync(vector);

        RawResponse response = await SendAsync(app, vector);

        response.Status.Should().Be(401);
        response["Content-Type"].Should().Be("application/problem+json");
        response.Text.Should().Be(Problem401);
        response.Headers.Keys.Should().BeSubsetOf(["Content-Type", "Content-Length", "Date", "Server"]);
        LogEntry entry = app.Logs.Of(1000).Should().ContainSingle().Subject;
        entry.Level.Should().Be(LogLevel.Information);
        entry.Id.Name.Should().Be("Unauthenticated");
        JsonNamingPolicy.SnakeCaseLower.ConvertName($"{entry["SignatureFailure"]}").Should().Be(vector.Expect);
        app.Memory.Count.Should().Be(0);
    }

    /// <summary>A provider without a case would pass the tests above.</summary>
    [Fact]
    public void Cases_Cover_EverySigningProvider() => SignatureVector.All.Select(vector => vector.Provider).Distinct()
        .Should().BeEquivalentTo(ProvidersUnderTest.All.Where(provider => provider.IsSigned).Select(provider => provider.Name));

    /// <summary>No header in UTF-8 is beyond us; bytes that are no UTF-8 are refused by the server itself, before any endpoint.</summary>
    [Fact]
    public async Task MapWebhook_HeaderThatIsNoUtf8_IsRefusedByTheServer()
    {
        await using WebhookApp app = await WebhookApp.HandleAsync(_ => Task.CompletedTask);
        await using RawConnection connection = await app.ConnectAsync();

        byte[] head = CueRequest.Click().Head(0, "sha256=?f2243f51eb1b698e56c6922c4aaaa2aab9f829bfb3feea4bf8d419cc33480f7");
        head[Array.IndexOf(head, (byte)'?')] = 0xFF;
        await connection.SendAsync(head);

        (await connection.ReadResponseAsync())!.Status.Should().Be(400);
        app.Logs.Ours.Should().NotContain(entry => entry.Id.Id == 1000);
        app.Logs.ErrorTexts.Should().BeEmpty();
    }

    private static SignatureVector Named(string name) => SignatureVector.All.Single(vector => vector.Name == name);

    private static Task<WebhookApp> StartAsync(SignatureVector vector) => WebhookApp.StartAsync(
        app => ProvidersUnderTest.Named(vector.Provider).Map(app, (_, _) => Task.CompletedTask),
        options =>
        {
            options.Clock = new ManualTimeProvider(vector.Now);
            ProvidersUnderTest.Named(vector.Provider).Configure(options, vector.Secrets);
        });

    private static async Task<RawResponse> SendAsync(WebhookApp app, SignatureVector vector)
    {
        await using RawConnection connection = await app.ConnectAsync();
        var head = new StringBuilder($"POST {ProvidersUnderTest.Named(vector.Provider).DefaultPath} HTTP/1.1\r\nHost: localhost\r\nContent-Length: {vector.Body.Length}\r\n");
        foreach ((string name, string value) in vector.Headers)
        {
            head.Append(name).Append(':').Append(value).Append("\r\n");
        }

        head.Append("\r\n");
        await connection.SendAsync(Encoding.UTF8.GetBytes(head.ToString()), vector.Body);
        return (await connection.ReadResponseAsync())!;
    }
}
