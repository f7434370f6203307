using System.Security.Cryptography;
using System.Text;
using BenchmarkDotNet.Attributes;
using Webhooks.Receiver.Benchmarks.Running;
using Webhooks.Receiver.Sori;

namespace Webhooks.Receiver.Benchmarks.Signatures;

/// <summary>
/// Checks the URL token of SORI, which signs nothing. <see cref="WebhookReader{TEvent}.Read"/> parses the event in the same call.
/// So an accepted request includes the cost of parsing, and a refused one costs the same for every size.
/// </summary>
public class SoriUrlTokenBenchmarks
{
    private const string Token = "a-long-word-of-thirty-two-letters";
    private const string NewToken = "another-word-of-thirty-two-letters";
    private const string SmallestEvent = """{"event_type":"click"}""";

    /// <summary>The token as a string, and an enumerator that the runtime no longer allocates in optimized code.</summary>
    private const int RefusalBytes = 96 + 32;

    private readonly SoriWebhooks _webhooks = new(Token);
    private readonly SoriWebhooks _rotated = new(NewToken, Token);
    private readonly byte[] _hash = SHA256.HashData(Encoding.UTF8.GetBytes(Token));

    private WebhookRequest _accepted = null!;
    private WebhookRequest _forged = null!;
    private WebhookRequest _tooShort = null!;

    [Params(64, 512, 4 * 1024, 64 * 1024, 1024 * 1024)]
    public int Size { get; set; }

    [GlobalSetup]
    public void PrepareRequests()
    {
        byte[] body = Encoding.UTF8.GetBytes(SmallestEvent.PadRight(Size));
        _accepted = RequestTo(Token, body);
        _forged = RequestTo(NewToken, body);
        _tooShort = RequestTo("short", body);
    }

    /// <summary>The platform's hash of the token, and the comparison. Both sides are hashed to hide their lengths.</summary>
    [Benchmark(Baseline = true), AllocatesAtMost(0)]
    public void BareSha256()
    {
        Span<byte> text = stackalloc byte[Token.Length];
        Span<byte> hash = stackalloc byte[SHA256.HashSizeInBytes];
        SHA256.HashData(text[..Encoding.UTF8.GetBytes(Token, text)], hash);
        Expect.That(CryptographicOperations.FixedTimeEquals(hash, _hash));
    }

    [Benchmark]
    public void Accepted() => Expect.That(_webhooks.Read(_accepted).Event is SoriClick);

    [Benchmark, AllocatesAtMost(RefusalBytes)]
    public void Forged() => Expect.That(_webhooks.Read(_forged).Failure == SignatureFailure.UrlTokenMismatch);

    [Benchmark, AllocatesAtMost(RefusalBytes)]
    public void MalformedToken() => Expect.That(_webhooks.Read(_tooShort).Failure == SignatureFailure.UrlTokenMismatch);

    [Benchmark]
    public void SecondToken() => Expect.That(_rotated.Read(_accepted).Event is SoriClick);

    private static WebhookRequest RequestTo(string token, byte[] body) => new("POST", $"/webhooks/sori/{token}", WebhookHeaders.Empty, body);
}
