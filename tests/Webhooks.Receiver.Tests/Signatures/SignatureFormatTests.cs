namespace Webhooks.Receiver.Tests;

public sealed class SignatureFormatTests
{
    private const string Body = """{"id":"1"}""";
    private const string OtherMac = "v1=0000000000000000000000000000000000000000000000000000000000000000";

    private static readonly string _mac = "v1=" + Sender.Hex(Senders.Stripe.Mac(Sender.Utf8(Body)));

    [Theory]
    [InlineData("t={t},{mac}")]
    [InlineData("{mac},t={t}")]
    [InlineData("t={t},{other},{mac}")]
    [InlineData("t={t},{mac},{other}")]
    [InlineData("t={t},{mac},{mac}")]
    [InlineData("t={t},{other},{mac},{other},v0=beef")]
    [InlineData("t={t},v0=,{mac},v2=zz,unknown,")]
    [InlineData(" t={t} ,\t{mac}\t")]
    [InlineData(",,t={t},,{mac},,")]
    [InlineData("t= {t},{mac}")]
    [InlineData("T=1,t={t},{mac}")]
    [InlineData("t={t},{mac},v1=beef")]
    [InlineData("t={t},v1=beef,v1=,v1=zz,{mac}")]
    public void List_OneSignatureMatches_IsValid(string header) => Verify(header).Should().BeNull();

    [Theory]
    [InlineData("t={t},{other}", SignatureFailure.SignatureMismatch)]
    [InlineData("t={t},{other},{other}", SignatureFailure.SignatureMismatch)]
    [InlineData("t=1773424275,{mac}", SignatureFailure.SignatureMismatch)]
    [InlineData("t={t}", SignatureFailure.SignatureMalformed)]
    [InlineData("t={t},", SignatureFailure.SignatureMalformed)]
    [InlineData("t={t},v1=", SignatureFailure.SignatureMalformed)]
    [InlineData("t={t},v1={mac}", SignatureFailure.SignatureMalformed)]
    [InlineData("t={t},v1= {hex}", SignatureFailure.SignatureMalformed)]
    [InlineData("t={t},V1={hex}", SignatureFailure.SignatureMalformed)]
    [InlineData("t={t},v0={hex}", SignatureFailure.SignatureMalformed)]
    [InlineData("t={t},{hex}", SignatureFailure.SignatureMalformed)]
    [InlineData("t={t},v1=beef,v1=zz", SignatureFailure.SignatureMalformed)]
    [InlineData("t={t},v1=beef,{other}", SignatureFailure.SignatureMismatch)]
    [InlineData("t={t};{mac}", SignatureFailure.SignatureMalformed)]
    [InlineData("{mac}", SignatureFailure.TimestampMissing)]
    [InlineData("t=,{mac}", SignatureFailure.TimestampMissing)]
    [InlineData("T={t},{mac}", SignatureFailure.TimestampMissing)]
    [InlineData("t={t},t={t},{mac}", SignatureFailure.TimestampAmbiguous)]
    [InlineData("t={t},{mac},t=1", SignatureFailure.TimestampAmbiguous)]
    [InlineData("t=,t=,{mac}", SignatureFailure.TimestampAmbiguous)]
    [InlineData("t=now,{mac}", SignatureFailure.TimestampMalformed)]
    [InlineData(",", SignatureFailure.TimestampMissing)]
    [InlineData("", SignatureFailure.SignatureMissing)]
    [InlineData(" \t ", SignatureFailure.SignatureMissing)]
    public void List_Otherwise_IsRefused(string header, SignatureFailure failure) => Verify(header).Should().Be(failure);

    [Theory]
    [InlineData(SignatureFormat.MaxSignatures, true)]
    [InlineData(SignatureFormat.MaxSignatures + 1, false)]
    [InlineData(10_000, false)]
    public void List_AsManySignaturesAsAllowed_AreAllLookedAt(int count, bool isValid)
    {
        string others = string.Concat(Enumerable.Repeat(OtherMac + ",", count - 1));

        Verify($"t={{t}},{others}{{mac}}").Should().Be(isValid ? null : SignatureFailure.SignatureMalformed);
        Verify($"t={{t}},{{mac}},{others}").Should().Be(isValid ? null : SignatureFailure.SignatureMalformed);
    }

    [Fact]
    public void MaxSignatures_IsSixteen() => SignatureFormat.MaxSignatures.Should().Be(16);

    [Theory]
    [InlineData("v1,{mac}", null)]
    [InlineData("v1,{mac} v1,{other}", null)]
    [InlineData("v1,{other} v1,{mac}", null)]
    [InlineData("v1a,anything v1,{mac}  v2,x", null)]
    [InlineData("v1,{other}", SignatureFailure.SignatureMismatch)]
    [InlineData("v1a,{mac}", SignatureFailure.SignatureMalformed)]
    [InlineData("{mac}", SignatureFailure.SignatureMalformed)]
    [InlineData("v1,{mac},v1,{mac}", SignatureFailure.SignatureMalformed)]
    [InlineData("v1,{mac}=", SignatureFailure.SignatureMalformed)]
    public void List_OfStandardWebhooks_IsReadBySpaces(string header, SignatureFailure? failure)
    {
        string mac = Convert.ToBase64String(Senders.StandardWebhooks.Mac(Sender.Utf8(Body)));
        string text = header.Replace("{mac}", mac, StringComparison.Ordinal)
            .Replace("{other}", Convert.ToBase64String(new byte[32]), StringComparison.Ordinal);
        SignedDelivery delivery = Senders.StandardWebhooks.Sign(Body);

        Senders.StandardWebhooks.Verifier().Verify(delivery.Body, delivery.Headers with { Signature = text }).Failure
            .Should().Be(failure);
    }

    [Theory]
    [InlineData("", false, "{hex}", true)]
    [InlineData("", false, " \t{hex}\t ", true)]
    [InlineData("", false, "{HEX}", true)]
    [InlineData("", false, "\u00a0{hex}", false)]
    [InlineData("", false, "{hex}\n", false)]
    [InlineData("", false, "{hex}\0", false)]
    [InlineData("", false, "\"{hex}\"", false)]
    [InlineData("", false, "0x{hex}", false)]
    [InlineData("", false, "{hex},{hex}", false)]
    [InlineData("sha256=", false, "sha256={hex}", true)]
    [InlineData("sha256=", false, "{hex}", false)]
    [InlineData("sha256=", false, "SHA256={hex}", false)]
    [InlineData("sha256=", false, "sha256= {hex}", false)]
    [InlineData("sha256=", false, "sha256=sha256={hex}", false)]
    [InlineData("sha256=", false, "{hex}sha256=", false)]
    [InlineData("sha256=", true, "sha256={hex}", true)]
    [InlineData("sha256=", true, "{hex}", true)]
    [InlineData("sha256=", true, "sha256=sha256={hex}", false)]
    [InlineData("sha256=", true, "Sha256={hex}", false)]
    [InlineData("sha256=", true, "{hex}sha256=", false)]
    public void Value_Prefix_IsStrippedOnceAndOnlyAtTheFront(string prefix, bool isOptional, string header, bool isValid)
    {
        var scheme = new SignatureScheme { Header = "S", Format = SignatureFormat.Value(prefix, isOptional) };
        string hex = Sender.Hex(Senders.AdGem.Mac(Sender.Utf8(Body)));
        string text = header.Replace("{hex}", hex, StringComparison.Ordinal)
            .Replace("{HEX}", hex.ToUpperInvariant(), StringComparison.Ordinal);

        new SignatureVerifier(scheme, [Senders.AdGem.Secret]).Verify(Sender.Utf8(Body), new SignatureHeaders(text)).Failure
            .Should().Be(isValid ? null : SignatureFailure.SignatureMalformed);
    }

    [Fact]
    public void Base64_OtherSpellingsOfTheSameBytes_AreMalformed()
    {
        SignedDelivery delivery = Senders.Shopify.Sign(Body);
        string canonical = delivery.Signature;
        const string Alphabet = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";
        // 32 bytes leave two spare bits in the last character before the padding.
        string spareBits = canonical[..42] + Alphabet[Alphabet.IndexOf(canonical[42], StringComparison.Ordinal) ^ 1] + "=";
        Convert.FromBase64String(spareBits).Should().Equal(Convert.FromBase64String(canonical), "the platform ignores spare bits");

        foreach (string other in new[]
        {
            spareBits, canonical.TrimEnd('='), canonical + "=", canonical[..20] + " " + canonical[20..], canonical[..43] + "\n",
            canonical[..20] + "\n" + canonical[21..], Sender.Hex(Convert.FromBase64String(canonical)),
        })
        {
            Senders.Shopify.Verifier().Verify(delivery.Body, new SignatureHeaders(other)).Failure
                .Should().Be(SignatureFailure.SignatureMalformed, "of {0}", other);
        }
    }

    [Fact]
    public void Factories_MissingPrefix_Throw()
    {
        Action value = () => SignatureFormat.Value(null!);
        Action list = () => SignatureFormat.List(',', "");

        value.Should().Throw<ArgumentNullException>();
        list.Should().Throw<ArgumentException>("every item of the list would be a signature");
    }

    private static SignatureFailure? Verify(string header)
    {
        string text = header.Replace("{t}", Sender.Now, StringComparison.Ordinal)
            .Replace("{mac}", _mac, StringComparison.Ordinal)
            .Replace("{hex}", _mac["v1=".Length..], StringComparison.Ordinal)
            .Replace("{other}", OtherMac, StringComparison.Ordinal);
        return Senders.Stripe.Verifier().Verify(Sender.Utf8(Body), new SignatureHeaders(text)).Failure;
    }
}
