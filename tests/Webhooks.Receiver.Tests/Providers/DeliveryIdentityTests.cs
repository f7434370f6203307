using System.Security.Cryptography;

namespace Webhooks.Receiver.Tests;

public sealed class DeliveryIdentityTests
{
    public static TheoryData<string> Ids => ["evt_1", " evt_1", "日本語", "🎯", "a\u0001b", new string('x', 10_000)];

    /// <summary>By number: the data of a theory cannot hold a lone surrogate.</summary>
    public static TheoryData<int> Unusable => [.. Enumerable.Range(0, UnusableIds.Length)];

    private static string?[] UnusableIds { get; } =
    [
        null, "", " ", "\t\r\n", "\u3000", "\0", "evt\0", "\uFEFF", "\uFEFFevt", "evt\uFEFF1", "\ud83c", "evt\ud83c", "\ud83cevt", "\udfaf",
        "\udfaf\ud83c", "🎯\ud83c", "\ud83c🎯",
    ];

    [Theory]
    [MemberData(nameof(Ids))]
    public void FromSigned_Text_IsAuthenticated(string id)
    {
        var identity = DeliveryIdentity.FromSigned(id);

        identity.IsNone.Should().BeFalse();
        identity.IsAuthenticated.Should().BeTrue();
        identity.Should().Be(DeliveryIdentity.FromSigned(id));
    }

    [Theory]
    [MemberData(nameof(Ids))]
    public void FromUnsigned_Text_IsNotAuthenticated(string id)
    {
        var identity = DeliveryIdentity.FromUnsigned(id);

        identity.IsNone.Should().BeFalse();
        identity.IsAuthenticated.Should().BeFalse();
        identity.Should().NotBe(DeliveryIdentity.FromSigned(id), "a header must not pass for a signed id");
    }

    [Theory]
    [MemberData(nameof(Unusable))]
    public void Factories_UnusableId_IdentifyNothing(int index)
    {
        string? id = UnusableIds[index];

        DeliveryIdentity.FromSigned(id).IsNone.Should().BeTrue();
        DeliveryIdentity.FromUnsigned(id).IsNone.Should().BeTrue();
        DeliveryIdentity.FromSigned(id, "part").IsNone.Should().BeTrue();
        DeliveryIdentity.FromSigned(id).Should().Be(default(DeliveryIdentity));
        (id is null || DeliveryIdentity.FromSigned("evt_1", id).IsNone).Should().BeTrue();
    }

    [Fact]
    public void Equality_OtherIdPartOrKind_Differs()
    {
        DeliveryIdentity[] all =
        [
            default, DeliveryIdentity.FromBody([]), DeliveryIdentity.FromBody("a"u8), DeliveryIdentity.FromBody("b"u8), DeliveryIdentity.FromSigned("a"), DeliveryIdentity.FromSigned("b"),
            DeliveryIdentity.FromSigned("a", "b"), DeliveryIdentity.FromSigned("b", "a"), DeliveryIdentity.FromSigned("ab"),
            DeliveryIdentity.FromSigned("A"), DeliveryIdentity.FromUnsigned("a"),
        ];

        all.Should().OnlyHaveUniqueItems();
        (DeliveryIdentity.FromSigned("a") == DeliveryIdentity.FromSigned("a")).Should().BeTrue();
        (DeliveryIdentity.FromSigned("a") != DeliveryIdentity.FromSigned("b")).Should().BeTrue();
        DeliveryIdentity.FromSigned("a", "b").GetHashCode().Should().Be(DeliveryIdentity.FromSigned("a", "b").GetHashCode());
        DeliveryIdentity.FromSigned("a").Equals((object)"a").Should().BeFalse();
    }

    [Fact]
    public void FromBody_AnyBytes_IsAuthenticatedAndItsHash()
    {
        foreach (byte[] body in new byte[][] { [], [0], "a"u8.ToArray(), new byte[100_000] })
        {
            var identity = DeliveryIdentity.FromBody(body);

            identity.IsNone.Should().BeFalse();
            identity.IsAuthenticated.Should().BeTrue();
            identity.Should().Be(DeliveryIdentity.FromBody([.. body]));
            identity.Should().NotBe(DeliveryIdentity.FromBody([.. body, 0]));
            identity.Should().NotBe(DeliveryIdentity.FromSigned(Convert.ToHexStringLower(SHA256.HashData(body))), "an id may look like a hash");
        }
    }

    [Fact]
    public void ToString_OfAnyIdentity_DoesNotNameTheId()
    {
        DeliveryIdentity.FromSigned("c4nary", "c4nary").ToString().Should().NotContain("c4nary");
    }
}
