using FsCheck;
using FsCheck.Fluent;
using Microsoft.Extensions.Primitives;

namespace Webhooks.Receiver.Tests;

/// <summary>Schemes that sign more than the body: each part of a request that one signs is changed, one after the other.</summary>
public sealed class RequestSchemeTests
{
    [Theory]
    [MemberData(nameof(RequestScheme.Names), MemberType = typeof(RequestScheme))]
    public void Verify_EachPartOfTheRequestChanged_IsMismatchIfThePartIsSigned(string name)
    {
        RequestScheme scheme = RequestScheme.Of(name);
        SignatureVerifier verifier = scheme.Verifier();
        string signature = scheme.Sign(SampleRequest.Default);

        Verify(verifier, SampleRequest.Default, signature, scheme).Should().BeNull();
        scheme.Covers.Should().BeSubsetOf(SampleRequest.Changes.Keys).And.OnlyHaveUniqueItems();
        foreach ((string what, Func<SampleRequest, SampleRequest> change) in SampleRequest.Changes)
        {
            SampleRequest changed = change(SampleRequest.Default);
            changed.Should().NotBe(SampleRequest.Default, "the change of {0} changes something", what);

            Verify(verifier, changed, signature, scheme)
                .Should().Be(scheme.Covers.Contains(what) ? SignatureFailure.SignatureMismatch : null, "of {0}", what);
        }
    }

    [Theory]
    [MemberData(nameof(RequestScheme.Names), MemberType = typeof(RequestScheme))]
    public void Verify_EachChangedRequestSignedAnew_IsValid(string name)
    {
        RequestScheme scheme = RequestScheme.Of(name);
        SignatureVerifier verifier = scheme.Verifier();
        foreach (SampleRequest changed in SampleRequest.Changes.Values.Select(change => change(SampleRequest.Default)))
        {
            Verify(verifier, changed, scheme.Sign(changed), scheme).Should().BeNull("of {0}", changed);
        }
    }

    [Theory]
    [MemberData(nameof(RequestScheme.Names), MemberType = typeof(RequestScheme))]
    public void Verify_BodyInPieces_IsValid(string name)
    {
        RequestScheme scheme = RequestScheme.Of(name);
        (byte[] body, SignatureHeaders headers) = SampleRequest.Default.Signed(scheme.Scheme, scheme.Sign(SampleRequest.Default), scheme.Timestamp);
        SignatureVerifier verifier = scheme.Verifier();

        for (int cut = 0; cut <= body.Length; cut++)
        {
            verifier.Verify(BodyPieces.Cut(body, cut / 2, cut), headers).Failure.Should().BeNull();
        }
    }

    [Theory]
    [MemberData(nameof(RequestScheme.Names), MemberType = typeof(RequestScheme))]
    public void Verify_AnyRequest_NeverThrowsAndNeverVerifies(string name)
    {
        RequestScheme scheme = RequestScheme.Of(name);
        SignatureVerifier verifier = scheme.Verifier();
        string signature = scheme.Sign(SampleRequest.Default);
        Gen<string> text = Gen.OneOf(
            ArbMap.Default.GeneratorFor<string>().Select(any => any ?? ""),
            Gen.Elements("%", "%4", "%zz", "&", "=", "+", "?", "sig=", "&sig=", "/", "://", "v1=", "t=", ",", "a", "\ud800", "\0", signature)
                .ListOf().Select(string.Concat));
        Gen<StringValues> values = Gen.OneOf(text.Select(one => new StringValues(one)), text.ListOf().Select(many => new StringValues([.. many])));
        Gen<(SignatureHeaders Headers, byte[] Body)> requests =
            from signatures in values
            from time in Gen.OneOf(values, Gen.Constant(new StringValues(scheme.Timestamp)))
            from header in values
            from method in text
            from url in text
            from body in text
            let all = new OneHeader("x-tenant", header)
            let complete = SignatureHeaders.From(scheme.Scheme, all, method, "https://h/" + url)
            select (complete with { Signature = scheme.Scheme.Header is null ? complete.Signature : signatures, Timestamp = time }, Sender.Utf8(body));

        Check.One(Config.QuickThrowOnFailure.WithMaxTest(500).WithQuietOnSuccess(true), Prop.ForAll(Arb.From(requests), request =>
            !verifier.Verify(request.Body, request.Headers).IsValid
            && !verifier.Verify(BodyPieces.Cut(request.Body, request.Body.Length / 2), request.Headers).IsValid));
    }

    [Fact]
    public void Verify_SignedHeaderMissingBlankOrRepeated_IsRefused()
    {
        RequestScheme scheme = RequestScheme.All.Single(one => one.Scheme.SignedContent.Any(part => part.HeaderName is not null));
        (byte[] body, SignatureHeaders headers) = SampleRequest.Default.Signed(scheme.Scheme, scheme.Sign(SampleRequest.Default), scheme.Timestamp);
        SignatureFailure? With(StringValues values)
        {
            SignatureHeaders changed = headers with { All = new OneHeader("X-Tenant", values) };
            scheme.Verifier().CheckHeaders(changed).Should().Be(scheme.Verifier().Verify(body, changed).Failure, "no body is needed to see it");
            return scheme.Verifier().Verify(body, changed).Failure;
        }

        With("red").Should().BeNull();
        With(" red\t").Should().BeNull("outer white space is no part of a value");
        With(default).Should().Be(SignatureFailure.SignatureMissing);
        With(" ").Should().Be(SignatureFailure.SignatureMissing);
        With(new StringValues(["red", "red"])).Should().Be(SignatureFailure.SignatureAmbiguous);
    }

    [Theory]
    [MemberData(nameof(RequestScheme.Names), MemberType = typeof(RequestScheme))]
    public void Verify_WithoutWhatTheSchemeSigns_ThrowsForTheDeveloper(string name)
    {
        RequestScheme scheme = RequestScheme.Of(name);
        (byte[] body, SignatureHeaders headers) = SampleRequest.Default.Signed(scheme.Scheme, scheme.Sign(SampleRequest.Default), scheme.Timestamp);
        SignatureVerifier verifier = scheme.Verifier();
        foreach (SignatureHeaders incomplete in new[] { headers with { All = null }, headers with { Method = null }, headers with { Url = null } })
        {
            Action verify = () => verifier.Verify(body, incomplete);
            Action check = () => verifier.CheckHeaders(incomplete);

            verify.Should().Throw<InvalidOperationException>().WithMessage("*SignatureHeaders.From(scheme, headers, method, url)*");
            check.Should().Throw<InvalidOperationException>();
        }
    }

    [Fact]
    public void Verify_RelativeUrlWhereTheWholeIsSigned_ThrowsForTheDeveloper()
    {
        var scheme = new SignatureScheme { Header = "S", SignedContent = [SignedPart.Url, SignedPart.Body] };
        foreach (string url in new[] { "/hook", "", "example.com/hook", "/login?to=https://example.com" })
        {
            Action verify = () => new SignatureVerifier(scheme, ["k"])
                .Verify("{}"u8, new SignatureHeaders(new string('0', 64)) { All = WebhookHeaders.Empty, Method = "POST", Url = url });

            verify.Should().Throw<InvalidOperationException>().WithMessage("*absolute*");
        }
    }

    private static SignatureFailure? Verify(SignatureVerifier verifier, SampleRequest request, string signature, RequestScheme scheme)
    {
        (byte[] body, SignatureHeaders headers) = request.Signed(scheme.Scheme, signature, scheme.Timestamp);
        return verifier.Verify(body, headers).Failure;
    }

    private sealed class OneHeader(string name, StringValues values) : WebhookHeaders
    {
        protected override StringValues Find(string asked) => asked.Equals(name, StringComparison.OrdinalIgnoreCase) ? values : default;
    }
}
