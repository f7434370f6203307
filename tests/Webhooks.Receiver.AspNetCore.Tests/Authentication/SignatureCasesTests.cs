using System.Text.Json;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Logging;
using Webhooks.Receiver.AspNetCore.Tests.Support;

namespace Webhooks.Receiver.AspNetCore.Tests;

/// <summary>
/// The signature cases through a mapped endpoint, header by header and byte by byte over a socket. Each case of the repository can be
/// sent: the server takes header values as UTF-8, so even the one that is not ASCII arrives.
/// </summary>
public sealed class SignatureCasesTests(VectorApps apps) : IClassFixture<VectorApps>
{
    private const string Problem401 = """{"type":"about:blank","title":"Unauthorized","status":401}""";
    private const string NotOverHttp = "HTTP cannot carry it. SignatureVectorTests verifies it without HTTP.";

    public static TheoryData<int, string> Sent(bool isValid) =>
        SignatureVector.Rows(SignatureVector.All, vector => vector.IsValid == isValid && IsSent(vector));

    public static TheoryData<int, string> NotSent(bool isValid)
    {
        TheoryData<int, string> rows = [];
        foreach ((int index, SignatureVector vector) in SignatureVector.All.Index().Where(row => row.Item.IsValid == isValid && !IsSent(row.Item)))
        {
            rows.Add(index, $"{vector.Name}: {VectorRequest.ReasonNotToSend(vector)}");
        }

        return rows;
    }

    [Theory]
    [MemberData(nameof(Sent), true)]
    [MemberData(nameof(NotSent), true, Skip = NotOverHttp)]
    public async Task MapWebhook_ValidCase_IsNotRefused(int index, string name) => await SendValidAsync(SignatureVector.All[index], name);

    [Theory]
    [MemberData(nameof(Sent), false)]
    [MemberData(nameof(NotSent), false, Skip = NotOverHttp)]
    public async Task MapWebhook_RefusedCase_IsNamedInTheLogAndNowhereElse(int index, string name) =>
        await SendRefusedAsync(SignatureVector.All[index], name);

    /// <summary>A provider without a case would pass the tests above.</summary>
    [Fact]
    public void Cases_Cover_EverySigningProvider() => SignatureVector.All.Select(vector => vector.Provider).Distinct()
        .Should().BeEquivalentTo(ProvidersUnderTest.All.Where(IsSignedInAWayOfItsOwn).Select(provider => provider.Name));

    /// <summary>The other surfaces of a provider are signed like its main one.</summary>
    private static bool IsSignedInAWayOfItsOwn(ProviderUnderTest provider) => provider.IsSigned && !provider.Name.Contains('-', StringComparison.Ordinal);

    [Fact]
    public async Task MapWebhook_ValidCasesOfTheRepository_AreEventsButForThese()
    {
        List<string> noEvents = [];
        foreach (SignatureVector vector in SignatureVector.OfTheRepository.Where(vector => vector.IsValid))
        {
            if (await SendValidAsync(vector, vector.Name) != 200)
            {
                noEvents.Add(vector.Name);
            }
        }

        // Empty bodies, and a bare payload without the header that identifies it.
        noEvents.Should().BeEquivalentTo(
            "cue/valid-empty-body", "cueapi/valid-empty-body", "cueapi/valid-unicode", "cubeconnect/valid-empty-body", "adgem/valid-empty-body");
    }

    [Fact]
    public async Task Cases_OfAnUnusualFile_AreSentWhereHttpCanCarryThem()
    {
        using var file = new UnusualVectorFile();
        SignatureVector[] further = [.. SignatureVector.AllWith(file.Path).Skip(SignatureVector.OfTheRepository.Count)];
        int running = apps.Count;
        List<(string Name, int Status)> sent = [];
        foreach (SignatureVector vector in further.Where(IsSent))
        {
            sent.Add((vector.Name, vector.IsValid ? await SendValidAsync(vector, vector.Name) : await SendRefusedAsync(vector, vector.Name)));
        }

        sent.Should().Equal(
            ("repeated", 200), ("repeated", 401), ("repeated", 200), ("authentic-text", 400), ("authentic-array", 400), ("another-time", 400), ("another-id", 401));
        apps.Count.Should().Be(running + 3, "there are three providers with one secret each");
        further.Where(vector => !IsSent(vector)).Select(vector => (vector.Name, VectorRequest.ReasonNotToSend(vector))).Should().Equal(
            ("line-break-in-the-signature", "a header's value has characters that HTTP does not allow"),
            ("nul-in-a-header", "a header's value has characters that HTTP does not allow"),
            ("half-a-character-in-a-header", "a header's value has characters that HTTP does not allow"),
            ("space-in-a-header-name", "a header's name has characters that HTTP does not allow"),
            ("other-media-type", "the endpoint refuses its content type or encoding"),
            ("length-of-its-own", "a header belongs to the request that carries it"),
            ("long-header", "its headers are more than the server takes"));
    }

    /// <summary>What is not sent is what cannot arrive: each character, alone in a value and in a name, as the server takes it.</summary>
    [Fact]
    public async Task ReasonNotToSend_EachCharacter_IsWhatTheServerRefuses()
    {
        string? value = null;
        await using WebhookApp app = await WebhookApp.StartAsync(app => app.MapPost("/webhooks/cue", (HttpContext http) =>
        {
            value = http.Request.Headers.Single(header => header.Key.StartsWith("X-", StringComparison.Ordinal)).Value;
        }));
        foreach (char c in Enumerable.Range(0, 0x180).Select(code => (char)code).Concat("\u0661\u2028\u3000\uD800\uFEFF\uFFFF"))
        {
            foreach (KeyValuePair<string, string> header in new KeyValuePair<string, string>[] { new("X-Any", $"a{c}b"), new($"X-{c}y", "value") })
            {
                SignatureVector vector = SignatureVector.OfTheRepository[0] with { Headers = [header] };
                value = null;
                RawResponse response = await VectorRequest.SendAsync(app, vector);

                (response.Status == 200 && value == header.Value).Should().Be(IsSent(vector), "of U+{0:X4} in {1}", (int)c, header);
            }
        }
    }

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

    private static bool IsSent(SignatureVector vector) => VectorRequest.ReasonNotToSend(vector) is null;

    /// <summary>
    /// Authentic is not yet an event: after its signature has passed, a body that is none is answered 400, and 401 if an unsigned header
    /// contradicts its id.
    /// </summary>
    private async Task<int> SendValidAsync(SignatureVector vector, string name)
    {
        WebhookApp app = await apps.ForAsync(vector);

        RawResponse response = await VectorRequest.SendAsync(app, vector);

        response.Status.Should().BeOneOf([200, 400, 401], name);
        app.Logs.Of(1000).Select(entry => entry["SignatureFailure"])
            .Should().Equal(response.Status == 401 ? [SignatureFailure.IdentityMismatch] : [], name);
        app.Logs.Of(1003).Select(entry => entry["Outcome"]).Should().Equal(response.Status == 400 ? [WebhookOutcome.Malformed] : [], name);
        return response.Status;
    }

    private async Task<int> SendRefusedAsync(SignatureVector vector, string name)
    {
        WebhookApp app = await apps.ForAsync(vector);
        int remembered = app.Memory.Count;

        RawResponse response = await VectorRequest.SendAsync(app, vector);

        response.Status.Should().Be(401, name);
        response["Content-Type"].Should().Be("application/problem+json", name);
        response.Text.Should().Be(Problem401, name);
        response.Headers.Keys.Should().BeSubsetOf(["Content-Type", "Content-Length", "Date", "Server"], name);
        LogEntry entry = app.Logs.Of(1000).Should().ContainSingle(name).Subject;
        entry.Level.Should().Be(LogLevel.Information, name);
        entry.Id.Name.Should().Be("Unauthenticated", name);
        JsonNamingPolicy.SnakeCaseLower.ConvertName($"{entry["SignatureFailure"]}").Should().Be(vector.Expect, name);
        app.Memory.Count.Should().Be(remembered, name);
        return response.Status;
    }
}
