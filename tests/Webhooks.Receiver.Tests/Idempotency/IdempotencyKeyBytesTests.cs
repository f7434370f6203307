using System.Buffers.Binary;
using System.Security.Cryptography;
using System.Text;

namespace Webhooks.Receiver.Tests;

/// <summary>The bytes of keys: what is hashed, and how a store gets a key back.</summary>
public sealed class IdempotencyKeyBytesTests
{
    /// <summary>Parts are collected in 512 bytes, and in larger buffers if they do not fit.</summary>
    private static readonly int[] _lengths = [0, 1, 100, 150, .. Enumerable.Range(155, 20), 400, 490, 500, 512, 600, 3000];

    [Fact]
    public void Create_PartsOfAnyLength_HashesThemAsDocumented()
    {
        foreach (int endpoint in _lengths)
        {
            foreach (int id in _lengths.Where(length => length > 0))
            {
                foreach (string? part in new[] { null, "delivered", new string('p', 700) })
                {
                    string pattern = new('e', endpoint);
                    string text = new('i', id);

                    IdempotencyKey.Create("cue", pattern, null, DeliveryIdentity.FromSigned(text, part)).ToArray()
                        .Should().Equal(Hash("cue", pattern, null, text, part), "of {0}, {1}, {2}", endpoint, id, part?.Length);
                }
            }
        }
    }

    /// <summary>Text of two and more bytes for each character takes less than what is reserved for it.</summary>
    [Theory]
    [InlineData("ü", 85)]
    [InlineData("ü", 170)]
    [InlineData("日", 170)]
    [InlineData("🎯", 128)]
    public void Create_TextBeyondAscii_HashesItsUtf8(string character, int times)
    {
        string text = string.Concat(Enumerable.Repeat(character, times));

        IdempotencyKey.Create("cue", text, text, DeliveryIdentity.FromSigned(text)).ToArray().Should().Equal(Hash("cue", text, text, text, null));
    }

    [Fact]
    public void FromBytes_BytesOfAKey_IsTheKeyWithoutItsText()
    {
        IdempotencyKey key = IdempotencyKeys.Of("evt_1");

        IdempotencyKey same = IdempotencyKey.FromBytes(key.ToArray());

        same.Should().Be(key);
        same.ShortName.Should().Be(key.ShortName);
        same.DisplayText.Should().BeEmpty("the id is nowhere in the bytes");
    }

    [Fact]
    public async Task FromBytes_BytesOfAKey_IsTheKeyOfAStore()
    {
        var store = new InMemoryIdempotencyStore(10, new ManualTimeProvider());
        IdempotencyKey key = IdempotencyKeys.Of("evt_1");
        await store.ClaimAsync(key, TimeSpan.FromSeconds(1), CancellationToken.None);

        (await store.ClaimAsync(IdempotencyKey.FromBytes(key.ToArray()), TimeSpan.FromSeconds(1), CancellationToken.None)).Status
            .Should().Be(IdempotencyClaimStatus.InProgress);
    }

    [Theory]
    [InlineData(0)]
    [InlineData(31)]
    [InlineData(33)]
    public void FromBytes_AnotherNumberOfBytes_Throws(int length)
    {
        Action create = () => IdempotencyKey.FromBytes(new byte[length]);

        create.Should().Throw<ArgumentException>().WithMessage($"A key has 32 bytes, not {length}.*").WithParameterName("bytes");
    }

    [Fact]
    public void Create_NoIdentity_SaysSo()
    {
        Action create = () => IdempotencyKey.Create("cue", "/hook", null, default);

        create.Should().Throw<ArgumentException>().WithMessage("A delivery without identity has no key.*");
    }

    [Theory]
    [InlineData(193, true)]
    [InlineData(194, false)]
    public void DisplayText_AtTheLimit_IsWholeUpToIt(int length, bool isWhole)
    {
        string text = IdempotencyKey.Create("cue", "/h", null, DeliveryIdentity.FromSigned(new string('x', length))).DisplayText;

        text.Should().HaveLength(200).And.EndWith(isWhole ? "x" : "…");
    }

    [Fact]
    public void DisplayText_ContextAtItsLimit_IsWholeIfTheIdIsCut()
    {
        string endpoint = "/" + new string('h', 75);

        IdempotencyKey.Create("cue", endpoint, null, DeliveryIdentity.FromSigned(new string('x', 300))).DisplayText
            .Should().StartWith($"cue:{endpoint}:x").And.HaveLength(200);
    }

    /// <summary>Length-prefixed (32-bit little endian, -1 for absent) UTF-8 of provider, endpoint, tenant; the kind; id, second part.</summary>
    private static byte[] Hash(string provider, string endpoint, string? tenant, string id, string? part) => SHA256.HashData(
        [.. Prefixed(provider), .. Prefixed(endpoint), .. Prefixed(tenant), 1, .. Prefixed(id), .. Prefixed(part)]);

    private static byte[] Prefixed(string? part)
    {
        byte[] bytes = Encoding.UTF8.GetBytes(part ?? "");
        byte[] length = new byte[4];
        BinaryPrimitives.WriteInt32LittleEndian(length, part is null ? -1 : bytes.Length);
        return [.. length, .. bytes];
    }
}
