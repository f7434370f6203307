using System.Security.Cryptography;
using System.Text;
using FsCheck;
using FsCheck.Fluent;

namespace Webhooks.Receiver.Tests;

public sealed class IdempotencyKeyTests
{
    /// <summary>Few, short, and full of what could pass for a separator: where an ambiguity would show.</summary>
    private static readonly Gen<string> _text = Gen.Elements("a", "b", ":", "\u0001", "aa", "a:", ":a", "ab", "\u00FC", "\U0001F3AF")
        .ListOf().Select(string.Concat);

    [Fact]
    public void Create_DifferentParts_GivesDifferentKeys()
    {
        Gen<KeyParts> parts =
            from provider in NotEmpty(_text)
            from endpoint in _text
            from tenant in OrNull(_text)
            from id in NotEmpty(_text)
            from part in OrNull(NotEmpty(_text))
            from isSigned in Gen.Elements(true, false)
            select new KeyParts(provider, endpoint, tenant, id, isSigned ? part : null, isSigned);

        Prop.ForAll(parts.Resize(3).ArrayOf(20).ToArbitrary(), all =>
                all.Distinct().Count() == all.Select(Create).Distinct().Count()
                && all.All(one => Create(one) == Create(one with { })))
            .Check(Config.QuickThrowOnFailure.WithMaxTest(500));
    }

    [Fact]
    public void Create_OneTextCutIntoPartsAnywhere_GivesDifferentKeys()
    {
        const string text = "aaaaaaaaaaaa";
        IEnumerable<int> cuts = Enumerable.Range(1, text.Length);
        KeyParts[] all =
        [
            .. from a in cuts from b in cuts from c in cuts from d in cuts
               where a <= b && b <= c && c < d && d < text.Length
               select new KeyParts(text[..a], text[a..b], text[b..c], text[c..d], text[d..], true),
        ];

        all.Should().HaveCountGreaterThan(200);
        all.Select(Create).Should().OnlyHaveUniqueItems();
    }

    [Fact]
    public void Create_EachPartOfItsOwn_TellsKeysApart()
    {
        var id = DeliveryIdentity.FromSigned("id");
        IdempotencyKey[] keys =
        [
            IdempotencyKey.Create("cue", "/hook", null, id),
            IdempotencyKey.Create("cueapi", "/hook", null, id),
            IdempotencyKey.Create("cue", "/other", null, id),
            IdempotencyKey.Create("cue", "", null, id),
            IdempotencyKey.Create("cue", "/hook", "", id),
            IdempotencyKey.Create("cue", "/hook", "tenant", id),
            IdempotencyKey.Create("cue", "/hook", null, DeliveryIdentity.FromSigned("other")),
            IdempotencyKey.Create("cue", "/hook", null, DeliveryIdentity.FromSigned("id", "part")),
            IdempotencyKey.Create("cue", "/hook", null, DeliveryIdentity.FromUnsigned("id")),
            IdempotencyKey.Create("cue", "/hook", null, DeliveryIdentity.FromBody("id"u8)),
            IdempotencyKey.Create("cue", "/hook", null, DeliveryIdentity.FromBody("body"u8)),
            IdempotencyKey.Create("cue", "/hook", null, DeliveryIdentity.FromBody([])),
        ];

        keys.Should().OnlyHaveUniqueItems();
    }

    [Fact]
    public void Create_BodyHashAndAnIdOfTheSameText_Differ()
    {
        string hash = Convert.ToHexStringLower(SHA256.HashData("body"u8));

        IdempotencyKey ofBody = IdempotencyKey.Create("cue", "/hook", null, DeliveryIdentity.FromBody("body"u8));
        IdempotencyKey ofId = IdempotencyKey.Create("cue", "/hook", null, DeliveryIdentity.FromSigned(hash));

        ofBody.Should().NotBe(ofId);
        ofBody.DisplayText.Should().Be(ofId.DisplayText, "people see the same");
    }

    [Fact]
    public void Create_PartsLongerThanAnyBuffer_AreHashedWhole()
    {
        string text = new('x', 100_000);

        Keys(text, text + "1", text + "2").Should().OnlyHaveUniqueItems();

        static IEnumerable<IdempotencyKey> Keys(params string[] texts) => texts.SelectMany(text => (IdempotencyKey[])
        [
            IdempotencyKey.Create("cue", text, null, DeliveryIdentity.FromSigned("id")),
            IdempotencyKey.Create("cue", "/hook", text, DeliveryIdentity.FromSigned("id")),
            IdempotencyKey.Create("cue", "/hook", null, DeliveryIdentity.FromSigned(text)),
            IdempotencyKey.Create("cue", "/hook", null, DeliveryIdentity.FromSigned("id", text)),
        ]);
    }

    [Fact]
    public void Create_KnownParts_GivesTheSameBytesForever()
    {
        // Length-prefixed (32-bit little endian, -1 for absent) UTF-8 of provider, endpoint, tenant; the kind; id, second part:
        // printf '\3\0\0\0cue\5\0\0\0/hook\377\377\377\377\1\5\0\0\0evt_1\377\377\377\377' | sha256sum
        IdempotencyKey key = IdempotencyKey.Create("cue", "/hook", null, DeliveryIdentity.FromSigned("evt_1"));

        Convert.ToHexStringLower(key.ToArray()).Should().Be("fe75d19c0d5b7d824fc9fdc6cae2cd2c47a444a948efc4df70ed221bf09e78db");
    }

    [Fact]
    public void Create_LoneSurrogateInAPart_Throws()
    {
        string text = "a" + '\uD800'; // not an attribute's argument: those are kept as UTF-8
        var id = DeliveryIdentity.FromSigned("id");

        FluentActions.Invoking(() => IdempotencyKey.Create(text, "/hook", null, id)).Should().Throw<ArgumentException>();
        FluentActions.Invoking(() => IdempotencyKey.Create("cue", text, null, id)).Should().Throw<ArgumentException>();
        FluentActions.Invoking(() => IdempotencyKey.Create("cue", "/hook", text, id)).Should().Throw<ArgumentException>();
    }

    [Fact]
    public void Create_UnusableArguments_Throws()
    {
        var id = DeliveryIdentity.FromSigned("id");

        FluentActions.Invoking(() => IdempotencyKey.Create("", "/hook", null, id)).Should().Throw<ArgumentException>();
        FluentActions.Invoking(() => IdempotencyKey.Create(null!, "/hook", null, id)).Should().Throw<ArgumentException>();
        FluentActions.Invoking(() => IdempotencyKey.Create("cue", null!, null, id)).Should().Throw<ArgumentException>();
        FluentActions.Invoking(() => IdempotencyKey.Create("cue", "/hook", null, default))
            .Should().Throw<ArgumentException>().WithParameterName("identity");
    }

    [Fact]
    public void DisplayText_ShortParts_NamesThemAll()
    {
        IdempotencyKey.Create("cue", "/hook", null, DeliveryIdentity.FromSigned("evt_1")).DisplayText
            .Should().Be("cue:/hook:evt_1");
        IdempotencyKey.Create("cubeconnect", "/hook", "tenant", DeliveryIdentity.FromSigned("1", "delivered")).DisplayText
            .Should().Be("cubeconnect:/hook:tenant:1:delivered");
    }

    [Fact]
    public void DisplayText_AnyParts_IsShortWellFormedAndHoldsAShortIdWhole()
    {
        Gen<string> longText = Gen.Elements("a", "\u00FC", "\U0001F3AF", "\U0001F468\u200D\U0001F4BB").ArrayOf().Select(string.Concat);
        Gen<KeyParts> parts =
            from endpoint in longText
            from tenant in OrNull(longText)
            from id in NotEmpty(longText)
            from part in OrNull(NotEmpty(longText))
            select new KeyParts("cue", endpoint, tenant, id, part, true);

        Prop.ForAll(parts.Resize(250).ToArbitrary(), one =>
            {
                string text = Create(one).DisplayText;
                string identity = one.Part is null ? one.Id : $"{one.Id}:{one.Part}";
                return text.Length <= IdempotencyKey.MaxDisplayLength
                    && IsWellFormed(text)
                    && text.StartsWith("cue:", StringComparison.Ordinal)
                    && (identity.Length > 119 || text.EndsWith($":{identity}", StringComparison.Ordinal));
            })
            .Check(Config.QuickThrowOnFailure.WithMaxTest(1000));
    }

    [Theory]
    [InlineData(196)]
    [InlineData(197)]
    [InlineData(198)]
    [InlineData(199)]
    [InlineData(200)]
    [InlineData(201)]
    public void DisplayText_SurrogatePairsAroundTheCut_AreNeverHalved(int letters)
    {
        string id = new string('x', letters - 10) + string.Concat(Enumerable.Repeat("\U0001F3AF", 20));

        string text = IdempotencyKey.Create("cue", "/h", null, DeliveryIdentity.FromSigned(id)).DisplayText;

        text.Length.Should().BeInRange(IdempotencyKey.MaxDisplayLength - 1, IdempotencyKey.MaxDisplayLength);
        text.Should().EndWith("…");
        IsWellFormed(text).Should().BeTrue();
    }

    [Fact]
    public void ToString_AnyKey_IsTheFirstEightHexDigitsAndNothingOfTheId()
    {
        IdempotencyKey key = IdempotencyKeys.Of("evt_secret");

        key.ToString().Should().MatchRegex("^[0-9a-f]{8}$").And.Be(key.ShortName);
        Convert.ToHexStringLower(key.ToArray()).Should().StartWith(key.ShortName).And.HaveLength(2 * IdempotencyKey.Size);
        $"{key}".Should().NotContain("evt");
    }

    [Fact]
    public void CopyTo_Key_WritesWhatToArrayGives()
    {
        IdempotencyKey key = IdempotencyKeys.Of("evt_1");
        byte[] bytes = new byte[IdempotencyKey.Size];

        key.CopyTo(bytes);

        bytes.Should().Equal(key.ToArray());
    }

    [Theory]
    [InlineData(0, "evt_29919", "evt_66884")]
    [InlineData(4, "evt_113090", "evt_145822")]
    [InlineData(8, "evt_45097", "evt_67186")]
    [InlineData(12, "evt_51557", "evt_63024")]
    [InlineData(16, "evt_139646", "evt_190120")]
    [InlineData(20, "evt_5182", "evt_78157")]
    [InlineData(24, "evt_20772", "evt_21373")]
    [InlineData(28, "evt_40895", "evt_42045")]
    public void GetHashCode_IdsChosenSoThatFourBytesOfTheirKeysAgree_Differ(int offset, string id, string other)
    {
        (IdempotencyKey key, IdempotencyKey otherKey) = (IdempotencyKeys.Of(id), IdempotencyKeys.Of(other));
        key.ToArray().AsSpan(offset, 4).SequenceEqual(otherKey.ToArray().AsSpan(offset, 4)).Should().BeTrue("that is what they were chosen for");

        key.GetHashCode().Should().NotBe(otherKey.GetHashCode());
    }

    [Fact]
    public void Equals_SameParts_IsEqualInEveryWay()
    {
        IdempotencyKey one = IdempotencyKeys.Of("evt_1");
        IdempotencyKey same = IdempotencyKeys.Of("evt_1");
        IdempotencyKey other = IdempotencyKeys.Of("evt_2");

        (one == same, one != same, one.Equals((object)same)).Should().Be((true, false, true));
        one.GetHashCode().Should().Be(same.GetHashCode());
        (one == other, one != other, one.Equals((object)other), one.Equals("evt_1")).Should().Be((false, true, false, false));
    }

    [Fact]
    public void Default_Key_NamesNothing()
    {
        default(IdempotencyKey).DisplayText.Should().BeEmpty();
        default(IdempotencyKey).ShortName.Should().Be("00000000");
        default(IdempotencyKey).Should().NotBe(IdempotencyKeys.Of("evt_1"));
    }

    private static IdempotencyKey Create(KeyParts parts) => IdempotencyKey.Create(
        parts.Provider, parts.Endpoint, parts.Tenant,
        parts.IsSigned ? DeliveryIdentity.FromSigned(parts.Id, parts.Part) : DeliveryIdentity.FromUnsigned(parts.Id));

    private static Gen<string> NotEmpty(Gen<string> text) => text.Select(t => t.Length == 0 ? "a" : t);

    private static Gen<string?> OrNull(Gen<string> text) => Gen.OneOf(text.Select(t => (string?)t), Gen.Constant<string?>(null));

    private static bool IsWellFormed(string text)
    {
        try
        {
            _ = new UTF8Encoding(false, throwOnInvalidBytes: true).GetByteCount(text);
            return true;
        }
        catch (EncoderFallbackException)
        {
            return false;
        }
    }

    private sealed record KeyParts(string Provider, string Endpoint, string? Tenant, string Id, string? Part, bool IsSigned);
}
