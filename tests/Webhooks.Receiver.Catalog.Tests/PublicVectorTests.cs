using System.Net;
using System.Text.Json;
using Xunit.Abstractions;

namespace Webhooks.Receiver.Catalog.Tests;

/// <summary>
/// Signatures that senders published in their documentation or in the tests of their libraries: those recorded here, and those of the files
/// that WEBHOOKS_PUBLIC_VECTORS names, separated as in PATH.
/// </summary>
public sealed class PublicVectorTests(ITestOutputHelper output)
{
    private static readonly IReadOnlyList<PublicVector> _recorded =
        [.. Directory.GetFiles(Path.Combine(AppContext.BaseDirectory, "Published"), "*.json").Order(StringComparer.Ordinal).SelectMany(PublicVector.Load).Select(PublicVector.Read)];

    public static TheoryData<int, string> Recorded => Rows(_ => true);

    public static TheoryData<int, string> RecordedForHttp => Rows(CanBeSent);

    [Theory]
    [MemberData(nameof(Recorded))]
    public void Verify_RecordedVector_IsAsPublished(int index, string name)
    {
        (PublicVectorVerdict verdict, string note) = PublicVectorRunner.Run(_recorded[index], []);

        verdict.Should().Be(PublicVectorVerdict.Right, $"{name}: {note}");
    }

    [Fact]
    public void Verify_VectorsOfAllFiles_NoneIsWrong()
    {
        string files = Environment.GetEnvironmentVariable("WEBHOOKS_PUBLIC_VECTORS") ?? "";
        IEnumerable<IReadOnlyList<JsonElement>> given = files.Split(Path.PathSeparator, StringSplitOptions.RemoveEmptyEntries).Select(PublicVector.Load);

        (string Name, PublicVectorVerdict Verdict, string Note)[] results =
        [
            .. from vector in _recorded let run = PublicVectorRunner.Run(vector, []) select (vector.ToString(), run.Verdict, run.Note),
            .. given.SelectMany(PublicVectorRunner.RunFile),
        ];

        foreach (PublicVectorVerdict verdict in (PublicVectorVerdict[])[PublicVectorVerdict.Right, PublicVectorVerdict.Wrong, PublicVectorVerdict.NotExpressible])
        {
            var of = results.Where(result => result.Verdict == verdict).ToArray();
            Print($"{of.Length} {verdict}");
            foreach (var result in of.Where(_ => verdict != PublicVectorVerdict.Right))
            {
                Print($"  {result.Name}: {result.Note}");
            }
        }

        results.Where(result => result.Verdict == PublicVectorVerdict.Wrong).Select(result => $"{result.Name} ({result.Note})").Should().BeEmpty();
    }

    [Theory]
    [MemberData(nameof(RecordedForHttp))]
    public async Task MapWebhook_RecordedVector_IsAnsweredAsPublished(int index, string name)
    {
        PublicVector vector = _recorded[index];
        ProviderCase one = ProviderCases.All.Single(one => PublicVectorSchemes.Normalize(one.Name) == PublicVectorSchemes.Normalize(vector.Scheme));
        string path = vector.Url is null ? one.Provider.DefaultPath : vector.Url[vector.Url.IndexOf('/', vector.Url.IndexOf("//", StringComparison.Ordinal) + 2)..];
        await using CatalogApp app = await CatalogApp.StartAsync(one, vector);
        using var message = new HttpRequestMessage(
            new HttpMethod(vector.Method), new Uri(app.Client.BaseAddress!.GetLeftPart(UriPartial.Authority) + path, new UriCreationOptions { DangerousDisablePathAndQueryCanonicalization = true }))
        {
            Content = new ByteArrayContent(vector.Body),
        };
        foreach ((string header, string value) in vector.Headers)
        {
            (header.StartsWith("Content-", StringComparison.OrdinalIgnoreCase) ? message.Content.Headers : (System.Net.Http.Headers.HttpHeaders)message.Headers)
                .TryAddWithoutValidation(header, value);
        }

        HttpStatusCode status = await app.StatusOfAsync(message);

        // 400: authentic, but no JSON, such as "Hello, World!". 405: a method that the sender does not use.
        status.Should().BeOneOf(
            !vector.IsValid ? [HttpStatusCode.Unauthorized, HttpStatusCode.MethodNotAllowed]
            : IsJson(vector.Body) ? [HttpStatusCode.OK]
            : [HttpStatusCode.OK, HttpStatusCode.BadRequest]);
        bool isHandled = status == HttpStatusCode.OK && !vector.IsHandshake;
        app.Handled.Should().HaveCountGreaterThanOrEqualTo(isHandled ? 1 : 0, name).And.HaveCountLessThanOrEqualTo(isHandled ? 2 : 0);
        app.Logs.ErrorTexts.Should().BeEmpty();
    }

    [Theory]
    [InlineData("""{"body":"aGk=","body_encoding":"base64","expected_valid":true}""", "hi")]
    [InlineData("""{"body":"hi","body_encoding":"utf8","expected_valid":true}""", "hi")]
    [InlineData("""{"body":"hi","expected_valid":true}""", "hi")]
    [InlineData("""{"body":{"text":"ab","count":3},"body_encoding":"repeat","expected_valid":true}""", "ababab")]
    [InlineData("""{"body":["ab",3],"body_encoding":"repeat","expected_valid":true}""", "ababab")]
    [InlineData("""{"body":"ab*3","body_encoding":"repeat","expected_valid":true}""", "ababab")]
    [InlineData("""{"body":"3*ab","body_encoding":"repeat","expected_valid":true}""", "ababab")]
    [InlineData("""{"body":{"byte":97,"count":"3"},"body_encoding":"repeat","expected_valid":true}""", "aaa")]
    [InlineData("""{"body":"ab|3","body_encoding":"repeat","expected_valid":true}""", "ababab")]
    [InlineData("""{"body":"ab 3","body_encoding":"repeat","expected_valid":true}""", "ababab")]
    [InlineData("""{"body":"ab,3","body_encoding":"repeat","expected_valid":true}""", "ababab")]
    [InlineData("""{"body":"ab","n":"3","body_encoding":"repeat","expected_valid":true}""", "ababab")]
    [InlineData("""{"body":{"a": 1},"expected_valid":true}""", "{\"a\": 1}")]
    [InlineData("""{"body":"ab","body_count":3,"body_encoding":"repeat","expected_valid":true}""", "ababab")]
    public void Read_BodyEncodings_AreUnderstood(string json, string expected) =>
        PublicVector.Read(JsonElement.Parse(json)).Body.Should().Equal(System.Text.Encoding.UTF8.GetBytes(expected));

    [Theory]
    [InlineData("1700000000")]
    [InlineData("1700000000000")]
    [InlineData("\"1700000000\"")]
    [InlineData("\"2023-11-14T22:13:20Z\"")]
    public void Read_Times_AreUnderstood(string now) => PublicVector.Read(JsonElement.Parse($$"""{"now":{{now}},"expected_valid":true}""")).Now
        .Should().Be(DateTimeOffset.FromUnixTimeSeconds(1_700_000_000));

    [Theory]
    [InlineData("""{"a":["1","2"],"b":"3"}""")]
    [InlineData("""[["a","1"],["a","2"],["b","3"]]""")]
    [InlineData("""[{"name":"a","value":"1"},{"name":"a","value":"2"},{"name":"b","value":"3"}]""")]
    public void Read_Headers_AreUnderstood(string headers) => PublicVector.Read(JsonElement.Parse($$"""{"headers":{{headers}},"expected_valid":true}""")).Headers
        .Should().Equal(KeyValuePair.Create("a", "1"), KeyValuePair.Create("a", "2"), KeyValuePair.Create("b", "3"));

    [Theory]
    [InlineData("svix")]
    [InlineData("Standard_Webhooks")]
    [InlineData("standardwebhooks")]
    [InlineData("STRIPE")]
    [InlineData("cue-api")]
    [InlineData("twitch-eventsub")]
    [InlineData("github webhooks")]
    public void Find_Spellings_AreUnderstood(string scheme) => PublicVectorSchemes.FindAll(
        PublicVector.Read(JsonElement.Parse($$"""{"scheme":"{{scheme}}","expected_valid":true}"""))).Should().NotBeEmpty();

    public static TheoryData<string> PartsNames => [.. PartsSchemes.Names];

    [Theory]
    [MemberData(nameof(PartsNames))]
    public void Verify_SchemeMadeOfParts_AcceptsWhatTheSignerOfTestsSigns(string name)
    {
        SignatureScheme scheme = PartsSchemes.Named(name).Single();
        byte[] body = "{}"u8.ToArray();
        var request = new WebhookRequest("POST", "https://example.com/hook", [], body);

        var headers = WebhookHeaders.From(WebhookSigner.Sign(scheme, "parts-secret-4711", request));

        var verifier = new SignatureVerifier(scheme, ["parts-secret-4711"]);
        verifier.Verify(body, SignatureHeaders.From(scheme, headers, "POST", request.Url)).IsValid.Should().BeTrue();
        verifier.Verify("[]"u8, SignatureHeaders.From(scheme, headers, "POST", request.Url)).IsValid.Should().Be(scheme.Algorithm == SignatureAlgorithm.SharedSecret);
    }

    [Theory]
    [InlineData("{}")]
    [InlineData("[]")]
    [InlineData("""{"scheme":"stripe","name":"x"}""")]
    [InlineData("""{"scheme":"github","body":"a","body_encoding":"repeat","secret":"s","expected_valid":true}""")]
    [InlineData("""{"scheme":"stripe","now":"soon","secret":"s","expected_valid":true}""")]
    [InlineData("""{"scheme":"square","url":"/relative","secret":"s","expected_valid":true}""")]
    public void Run_VectorThatCannotBeRead_IsCounted(string json) =>
        PublicVectorRunner.Run(JsonElement.Parse(json)).Verdict.Should().Be(PublicVectorVerdict.NotExpressible);

    [Theory]
    [InlineData("stripe")]
    [InlineData("twilio")]
    public void Run_EmptySecret_IsInvalid(string scheme) => PublicVectorRunner.Run(
        JsonElement.Parse($$"""{"scheme":"{{scheme}}","url":"https://example.com/","secret":"","expected_valid":false}""")).Verdict.Should().Be(PublicVectorVerdict.Right);

    /// <summary>The second test case of RFC 4231.</summary>
    [Theory]
    [InlineData("hmac-sha256", "sha256=5bdcc146bf60754e6a042426089575c75a003f089d2739839dec58b964ec3843")]
    [InlineData("HMAC-SHA256", "W9zBRr9gdU5qBCQmCJV1x1oAPwidJzmDnexYuWTsOEM=")]
    public void Run_SchemeWithoutName_IsAnHmacOfTheBody(string algorithm, string signature) => PublicVectorRunner.Run(JsonElement.Parse(
        $$"""{"scheme":"generic","algorithm":"{{algorithm}}","secret":"Jefe","headers":{"X-Any-Signature":"{{signature}}"},"body":"what do ya want for nothing?","expected_valid":true}"""))
        .Verdict.Should().Be(PublicVectorVerdict.Right);

    [Fact]
    public void Run_SchemeThatNobodyKnows_IsNotExpressible() => PublicVectorRunner.Run(
        JsonElement.Parse("""{"scheme":"carrier-pigeon","expected_valid":true}""")).Verdict.Should().Be(PublicVectorVerdict.NotExpressible);

    private static TheoryData<int, string> Rows(Func<PublicVector, bool> isWanted)
    {
        TheoryData<int, string> rows = [];
        foreach ((int index, PublicVector vector) in _recorded.Index().Where(row => isWanted(row.Item)))
        {
            rows.Add(index, vector.ToString());
        }

        return rows;
    }

    /// <summary>Whether HTTP can carry it: a URL has its user before it comes to a server, and ASCII only.</summary>
    private static bool CanBeSent(PublicVector vector) =>
        vector.Url is null || (!vector.Url.Contains('@') && System.Text.Ascii.IsValid(vector.Url));

    private static bool IsJson(byte[] body)
    {
        try
        {
            using var document = JsonDocument.Parse(body);
            return true;
        }
        catch (JsonException)
        {
            return false;
        }
    }

    private void Print(string line)
    {
        output.WriteLine(line);
        Console.WriteLine(line);
    }
}
