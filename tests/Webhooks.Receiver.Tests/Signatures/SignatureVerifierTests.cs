using System.Buffers;
using System.ComponentModel;
using System.Diagnostics;
using System.Text.RegularExpressions;

namespace Webhooks.Receiver.Tests;

public sealed partial class SignatureVerifierTests
{
    [Fact]
    public async Task Verify_RecordedOpenSslSignature_IsValidAndOpenSslStillSaysSo()
    {
        const string Secret = "openssl-witness";
        const string Recorded = "6410845b0c1804390ddfc70d67c518de5ae6e28ef81da4c5e62addccacde9385";
        byte[] body = "{\"id\":\"evt_1\",\"note\":\"caf\u00e9 \u2615\"}\r\n"u8.ToArray();

        (await OpenSsl(Secret, body) ?? Recorded).Should().Be(Recorded);
        new SignatureVerifier(VectorSchemes.AdGem, [Secret]).Verify(body, new SignatureHeaders(Recorded)).IsValid.Should().BeTrue();
    }

    [Fact]
    public void Verify_SeveralSecrets_AnyMayMatch()
    {
        SignedDelivery delivery = Senders.Cue.Sign("{}");

        foreach (string[] secrets in new string[][]
        {
            [Senders.Cue.Secret, "other"], ["other", Senders.Cue.Secret], ["a", "b", "c", Senders.Cue.Secret],
            [Senders.Cue.Secret, Senders.Cue.Secret],
        })
        {
            new SignatureVerifier(Senders.Cue.Scheme, secrets).Verify(delivery.Body, delivery.Headers).IsValid.Should().BeTrue();
        }

        new SignatureVerifier(Senders.Cue.Scheme, ["a", "b"]).Verify(delivery.Body, delivery.Headers).Failure
            .Should().Be(SignatureFailure.SignatureMismatch);
    }

    [Fact]
    public void Verify_SecretsChangedAfterwards_KeepsItsOwn()
    {
        SignedDelivery delivery = Senders.Cue.Sign("{}");
        List<string> secrets = [Senders.Cue.Secret];
        var verifier = new SignatureVerifier(Senders.Cue.Scheme, secrets);
        secrets[0] = "other";

        verifier.Verify(delivery.Body, delivery.Headers).IsValid.Should().BeTrue();
    }

    [Fact]
    public void Verify_OneVerifierAfterAnother_LeavesNothingBehind()
    {
        SignatureVerifier verifier = Senders.CubeConnect.Verifier();
        SignedDelivery first = Senders.CubeConnect.Sign("""{"n":1}""");
        SignedDelivery second = Senders.CubeConnect.Sign("""{"n":2}""");

        verifier.Verify(first.Body, first.Headers).IsValid.Should().BeTrue();
        verifier.Verify(first.Body, second.Headers).Failure.Should().Be(SignatureFailure.SignatureMismatch);
        verifier.Verify(second.Body, second.Headers).IsValid.Should().BeTrue();
        verifier.Verify(first.Body, first.Headers).IsValid.Should().BeTrue("verification is no deduplication");
    }

    [Fact]
    public void Verify_EmptySequences_AreTheEmptyBody()
    {
        SignedDelivery delivery = Senders.Cue.Sign("");
        SignatureVerifier verifier = Senders.Cue.Verifier();

        verifier.Verify([], delivery.Headers).IsValid.Should().BeTrue();
        verifier.Verify(ReadOnlySequence<byte>.Empty, delivery.Headers).IsValid.Should().BeTrue();
        verifier.Verify(default(ReadOnlySequence<byte>), delivery.Headers).IsValid.Should().BeTrue();
        verifier.Verify(BodyPieces.Cut(Array.Empty<byte>(), 0, 0), delivery.Headers).IsValid.Should().BeTrue();
    }

    [Fact]
    public void Verify_SliceOfAPipesBuffer_IsVerifiedAlone()
    {
        SignedDelivery delivery = Senders.Cue.Sign("""{"id":"evt_1"}""");
        byte[] buffer = [.. "before"u8, .. delivery.Body, .. "after"u8];
        ReadOnlySequence<byte> slice = BodyPieces.Cut(buffer, 3, 8, 12, 21).Slice("before".Length, delivery.Body.Length);

        slice.IsSingleSegment.Should().BeFalse();
        Senders.Cue.Verifier().Verify(slice, delivery.Headers).IsValid.Should().BeTrue();
    }

    [Fact]
    public void Verify_ManyThreads_GivesEachItsOwnAnswer()
    {
        const int Threads = 8;
        const int Rounds = 300;
        foreach (Sender sender in Senders.All)
        {
            SignatureVerifier verifier = new(sender.Scheme, ["0a0a", sender.Secret], new ManualTimeProvider());
            SignedDelivery[] authentic =
                [.. Enumerable.Range(0, Threads).Select(i => sender.Sign($$"""{"thread":{{i}},"pad":"{{new string('x', i * 97)}}"}"""))];
            SignedDelivery[] forged = [.. authentic.Select((delivery, i) => delivery with { Body = authentic[(i + 1) % Threads].Body })];
            int wrong = 0;

            Thread[] threads = [.. Enumerable.Range(0, Threads).Select(i => new Thread(() =>
            {
                for (int round = 0; round < Rounds; round++)
                {
                    bool isForged = (round + i) % 3 == 0;
                    SignedDelivery delivery = isForged ? forged[i] : authentic[i];
                    SignatureResult result = round % 2 == 0
                        ? verifier.Verify(delivery.Body, delivery.Headers)
                        : verifier.Verify(BodyPieces.Cut(delivery.Body, round % delivery.Body.Length), delivery.Headers);
                    if (result.Failure != (isForged ? SignatureFailure.SignatureMismatch : null))
                    {
                        Interlocked.Increment(ref wrong);
                    }
                }
            }))];
            Array.ForEach(threads, thread => thread.Start());
            Array.ForEach(threads, thread => thread.Join());

            wrong.Should().Be(0, "of {0}", sender);
        }
    }

    [Fact]
    public void ToString_OfEverything_NamesNoSecretAndNoSignature()
    {
        foreach (Sender sender in Senders.All)
        {
            SignatureVerifier verifier = sender.Verifier();
            SignedDelivery delivery = sender.Sign("{}");
            SignatureResult valid = verifier.Verify(delivery.Body, delivery.Headers);
            SignatureResult invalid = verifier.Verify("{ }"u8, delivery.Headers);
            string mac = sender.Write("", sender.Mac(delivery.Body))[^20..];

            valid.IsValid.Should().BeTrue();
            invalid.IsValid.Should().BeFalse();
            foreach (object printed in new object[]
            {
                verifier, sender.Scheme, sender.Scheme.Format, sender.Scheme.SecretEncoding, delivery.Headers,
                sender.List(delivery), valid, invalid,
            })
            {
                printed.ToString().Should().NotBeNullOrEmpty()
                    .And.NotContain(sender.Secret).And.NotContain(sender.Secret[^8..]).And.NotContain(mac);
            }
        }
    }

    [Fact]
    public void Constructor_NoScheme_Throws()
    {
        Func<SignatureVerifier> make = () => new(null!, ["secret"]);

        make.Should().Throw<ArgumentNullException>();
    }

    /// <summary>Another implementation's HMAC; null where it is not installed.</summary>
    private static async Task<string?> OpenSsl(string secret, byte[] body)
    {
        var start = new ProcessStartInfo("openssl") { RedirectStandardInput = true, RedirectStandardOutput = true };
        foreach (string argument in new[] { "dgst", "-sha256", "-hmac", secret })
        {
            start.ArgumentList.Add(argument);
        }

        using Process? process = Start(start);
        if (process is null)
        {
            return null;
        }

        using var limit = new CancellationTokenSource(TimeSpan.FromMinutes(1));
        await process.StandardInput.BaseStream.WriteAsync(body, limit.Token);
        process.StandardInput.Close();
        string output = await process.StandardOutput.ReadToEndAsync(limit.Token);
        await process.WaitForExitAsync(limit.Token);
        process.ExitCode.Should().Be(0);
        return HexDigest().Match(output).Value;
    }

    private static Process? Start(ProcessStartInfo start)
    {
        try
        {
            return Process.Start(start);
        }
        catch (Win32Exception)
        {
            return null;
        }
    }

    [GeneratedRegex("[0-9a-f]{64}")]
    private static partial Regex HexDigest();

    [Fact]
    public void Verify_ByAnotherSecret_GivesAnEqualResult()
    {
        SignedDelivery delivery = Senders.Cue.Sign("{}"u8.ToArray());
        SignatureResult first = new SignatureVerifier(Senders.Cue.Scheme, [Senders.Cue.Secret, "another"]).Verify(delivery.Body, delivery.Headers);
        SignatureResult second = new SignatureVerifier(Senders.Cue.Scheme, ["another", Senders.Cue.Secret]).Verify(delivery.Body, delivery.Headers);

        second.Should().Be(first).And.Be(SignatureResult.Valid()).And.NotBe(SignatureResult.Valid(DateTimeOffset.UnixEpoch));
        second.GetHashCode().Should().Be(first.GetHashCode());
        (second == SignatureResult.Invalid(SignatureFailure.SignatureMismatch)).Should().BeFalse();
    }
}
