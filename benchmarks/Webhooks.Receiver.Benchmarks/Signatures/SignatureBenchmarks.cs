using System.Security.Cryptography;
using System.Text;
using BenchmarkDotNet.Attributes;
using Webhooks.Receiver.Benchmarks.Deliveries;
using Webhooks.Receiver.Benchmarks.Running;

namespace Webhooks.Receiver.Benchmarks.Signatures;

/// <summary>One provider's verification of bodies of all sizes, beside the hashing that nobody can do without.</summary>
public abstract class SignatureBenchmarks
{
    private protected const string Secret = CueDeliveries.Secret;
    private protected const string NewSecret = "whsec_another-one-of-forty-characters-in-all";

    private static readonly byte[] _key = Encoding.UTF8.GetBytes(Secret);

    private SignedBody _genuine = null!;
    private SignedBody _forged = null!;
    private SignedBody _malformed = null!;
    private byte[] _mac = null!;

    [Params(64, 512, 4 * 1024, 64 * 1024, 1024 * 1024)]
    public int Size { get; set; }

    [GlobalSetup]
    public void SignBodies()
    {
        byte[] body = CueDeliveries.BodyOf(Size);
        _genuine = SignedBody.Of(body, Sign(Secret, body));
        _forged = SignedBody.Of(body, Sign("somebody else's secret", body));
        _malformed = _genuine with { Signature = _genuine.Signature[..^1] + '?' };
        _mac = HMACSHA256.HashData(_key, body);
    }

    /// <summary>The platform's one-shot HMAC and comparison, given everything: no header to read, no timestamp, no second secret.</summary>
    [Benchmark(Baseline = true), AllocatesAtMost(0)]
    public void OneShotHmac()
    {
        Span<byte> mac = stackalloc byte[HMACSHA256.HashSizeInBytes];
        HMACSHA256.HashData(_key, _genuine.Bytes, mac);
        Expect.That(CryptographicOperations.FixedTimeEquals(mac, _mac));
    }

    /// <summary>What no HMAC can be faster than.</summary>
    [Benchmark, AllocatesAtMost(0)]
    public void BareSha256()
    {
        Span<byte> hash = stackalloc byte[SHA256.HashSizeInBytes];
        Expect.That(SHA256.HashData(_genuine.Bytes, hash) == SHA256.HashSizeInBytes);
    }

    [Benchmark, AllocatesAtMost(0)]
    public void Accepted() => Expect.That(Verify(_genuine).IsValid);

    [Benchmark, AllocatesAtMost(0)]
    public void Forged() => Expect.That(Verify(_forged).Failure == SignatureFailure.SignatureMismatch);

    [Benchmark, AllocatesAtMost(0)]
    public void MalformedHeader() => Expect.That(Verify(_malformed).Failure == SignatureFailure.SignatureMalformed);

    [Benchmark, AllocatesAtMost(0)]
    public void SecondSecret() => Expect.That(VerifyAfterRotation(_genuine).IsValid);

    private protected abstract IReadOnlyList<KeyValuePair<string, string>> Sign(string secret, byte[] body);

    private protected abstract SignatureResult Verify(SignedBody body);

    /// <summary>Verifies where <see cref="Secret"/> is the second one, after <see cref="NewSecret"/>.</summary>
    private protected abstract SignatureResult VerifyAfterRotation(SignedBody body);
}
