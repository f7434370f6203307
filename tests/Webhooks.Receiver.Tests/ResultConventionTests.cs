using System.Reflection;
using Webhooks.Receiver.Cue;

namespace Webhooks.Receiver.Tests;

/// <summary>The zero value of every result is the refusal. The tests find new result types by themselves.</summary>
public sealed class ResultConventionTests
{
    private static readonly string[] _suffixes = ["Result", "Claim"];

    public static TheoryData<Type> Results => [.. Types];

    private static IEnumerable<Type> Types =>
        typeof(SignatureResult).Assembly.GetExportedTypes().Where(IsResult).OrderBy(type => type.FullName, StringComparer.Ordinal);

    [Fact]
    public void Results_OfTheAssembly_IncludeTheKnownOnes()
    {
        Types.Should().Contain(
            [typeof(SignatureResult), typeof(WebhookParseResult<>), typeof(WebhookReadResult<>), typeof(IdempotencyClaim)]);
    }

    [Theory]
    [MemberData(nameof(Results))]
    public void Default_OfEachResult_IsARefusal(Type type)
    {
        Type closed = type.IsGenericTypeDefinition ? type.MakeGenericType(typeof(CueEvent)) : type;
        object instance = Activator.CreateInstance(closed)!;
        PropertyInfo[] affirmations = [.. closed.GetProperties().Where(IsAffirmation)];
        PropertyInfo[] statuses = [.. closed.GetProperties().Where(property => property.PropertyType.IsEnum)];

        affirmations.Concat(statuses).Should().NotBeEmpty("else nothing of {0} says what it is", closed.Name);
        foreach (PropertyInfo property in affirmations)
        {
            property.GetValue(instance).Should().Be(false, "of {0}.{1}", closed.Name, property.Name);
        }

        foreach (PropertyInfo property in statuses)
        {
            Convert.ToInt64(property.GetValue(instance), null).Should().Be(0, "of {0}.{1}", closed.Name, property.Name);
        }
    }

    [Theory]
    [MemberData(nameof(Results))]
    public void Type_OfEachResult_IsAReadOnlyRecordStruct(Type type)
    {
        type.IsDefined(typeof(System.Runtime.CompilerServices.IsReadOnlyAttribute)).Should().BeTrue();
        type.GetMethod("PrintMembers", BindingFlags.Instance | BindingFlags.NonPublic).Should().NotBeNull("records have it");
    }

    [Fact]
    public void Default_OfSignatureResult_IsNotVerified()
    {
        SignatureResult result = default;

        result.IsValid.Should().BeFalse();
        result.Failure.Should().Be(SignatureFailure.NotVerified);
        result.Timestamp.Should().BeNull();
    }

    [Fact]
    public void Default_OfWebhookParseResult_IsMalformed()
    {
        WebhookParseResult<CueEvent> result = default;

        result.IsParsed.Should().BeFalse();
        result.Status.Should().Be(WebhookParseStatus.Malformed);
        result.Event.Should().BeNull();
        result.Identity.IsNone.Should().BeTrue();
        result.Should().Be(WebhookParseResult<CueEvent>.Malformed());
    }

    [Fact]
    public void Default_OfWebhookReadResult_IsNotVerified()
    {
        WebhookReadResult<CueEvent> result = default;

        result.IsRead.Should().BeFalse();
        result.Status.Should().Be(WebhookReadStatus.Unauthenticated);
        result.Failure.Should().Be(SignatureFailure.NotVerified);
        result.Event.Should().BeNull();
        result.Identity.IsNone.Should().BeTrue();
    }

    [Fact]
    public void Default_OfIdempotencyClaim_IsUnavailable()
    {
        IdempotencyClaim claim = default;

        claim.Status.Should().Be(IdempotencyClaimStatus.Unavailable);
        claim.Token.Should().Be(default(ClaimToken));
        claim.Should().NotBe(IdempotencyClaim.Completed);
    }

    [Fact]
    public void Default_OfDeliveryIdentity_IsNone()
    {
        DeliveryIdentity identity = default;

        identity.IsNone.Should().BeTrue();
        identity.IsAuthenticated.Should().BeFalse();
        identity.Should().NotBe(DeliveryIdentity.FromBody([]));
    }

    private static bool IsResult(Type type) =>
        _suffixes.Any(suffix => type.Name.Split('`')[0].EndsWith(suffix, StringComparison.Ordinal));

    private static bool IsAffirmation(PropertyInfo property) =>
        property.PropertyType == typeof(bool) && property.Name.StartsWith("Is", StringComparison.Ordinal);
}
