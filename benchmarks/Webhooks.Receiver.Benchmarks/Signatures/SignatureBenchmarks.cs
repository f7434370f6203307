using System.Security.Cryptography;
using System.Text;
using BenchmarkDotNet.Attributes;
using Webhooks.Receiver.Benchmarks.Deliveries;
using Webhooks.Receiver.Benchmarks.Running;

namespace Webhooks.Receiver.Benchmarks.Signatures;

/// <summary>Verifies bodies of several sizes for one provider, compared with the necessary hashing alone.</summary>
public abstract class SignatureBenchmarks
{
    private protected const string Secret = CueDeliveries.Secret;
    private protected const string NewSecret = "whsec_another-one-of-forty-characters-in-all";

    private static readonly byte[] _key = Encoding.UTF8.GetBytes(Secret);

    private SignedBody _accepted = null!;
    private SignedBody _forged = null!;
    private SignedBody _malformed = null!;
    private byte[] _mac = null!;

    [Params(64, 512, 4 * 1024, 64 * 1024, 1024 * 1024)]
    public int Size { get; set; }

    [GlobalSetup]
    public void SignBodies()
    {
        byte[] body = CueDeliveries.CreateBody(Size);
        _accepted = SignedBody.Create(body, Sign(Secret, body));
        _forged = SignedBody.Create(body, Sign("somebody else's secret", body));
        _malformed = _accepted with { Signature = _accepted.Signature[..^1] + '?' };
        _mac = HMACSHA256.HashData(_key, body);
    }

    /// <summary>The platform's one-shot HMAC and comparison alone: no header to parse, no timestamp, no second secret.</summary>
    [Benchmark(Baseline = true), AllocatesAtMost(0)]
    public void OneShotHmac()
    {
        Span<byte> mac = stackalloc byte[HMACSHA256.HashSizeInBytes];
        HMACSHA256.HashData(_key, _accepted.Bytes, mac);
        Expect.That(CryptographicOperations.FixedTimeEquals(mac, _mac));
    }

    /// <summary>The lower limit of every HMAC: the hash alone.</summary>
    [Benchmark, AllocatesAtMost(0)]
    public void BareSha256()
    {
        Span<byte> hash = stackalloc byte[SHA256.HashSizeInBytes];
        Expect.That(SHA256.HashData(_accepted.Bytes, hash) == SHA256.HashSizeInBytes);
    }

    [Benchmark, AllocatesAtMost(0)]
    public void Accepted() => Expect.That(Verify(_accepted).IsValid);

    [Benchmark, AllocatesAtMost(0)]
    public void Forged() => Expect.That(Verify(_forged).Failure == SignatureFailure.SignatureMismatch);

    [Benchmark, AllocatesAtMost(0)]
    public void MalformedHeader() => Expect.That(Verify(_malformed).Failure == SignatureFailure.SignatureMalformed);

    [Benchmark, AllocatesAtMost(0)]
    public void SecondSecret() => Expect.That(VerifyAfterRotation(_accepted).IsValid);

    private protected abstract IReadOnlyList<KeyValuePair<string, string>> Sign(string secret, byte[] body);

    private protected abstract SignatureResult Verify(SignedBody body);

    /// <summary>Verifies with <see cref="Secret"/> as the second secret, after <see cref="NewSecret"/>.</summary>
    private protected abstract SignatureResult VerifyAfterRotation(SignedBody body);
}
