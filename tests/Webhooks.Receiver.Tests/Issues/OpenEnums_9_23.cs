using System.Reflection;
using Webhooks.Receiver.CubeConnect;
using Webhooks.Receiver.Cue;

namespace Webhooks.Receiver.Tests;

/// <summary>Issue 9.23: open enums could not be switched over, and two of them compared without case while the others did not.</summary>
public sealed class OpenEnums_9_23
{
    public static TheoryData<Type> All =>
    [
        .. typeof(CueCampaignStatus).Assembly.GetTypes().Where(type =>
            type.IsValueType && type.GetInterfaces().Any(of => of.IsGenericType && of.GetGenericTypeDefinition() == typeof(IOpenEnum<>))),
    ];

    [Fact]
    public void All_OpenEnums_AreFound() => All.OfType<object[]>().Should().HaveCount(10);

    [Theory]
    [InlineData("active", "running")]
    [InlineData("ACTIVE", "running")]
    [InlineData("Active", "running")]
    [InlineData("paused", "another: paused")]
    [InlineData("Paused", "another: Paused")]
    public void Value_InASwitch_FindsTheConstants(string wire, string expected)
    {
        byte[] body = JsonEdit.With(CuePayloads.CampaignCreated, "data/status", $"\"{wire}\"");
        CueCampaignStatus? status = CueWebhooks.Parse(body).Should().BeOfType<CueCampaignCreated>().Which.Data.Status;

        string said = status?.Value switch
        {
            CueCampaignStatus.Values.Active => "running",
            null => "nothing",
            var other => $"another: {other}",
        };

        said.Should().Be(expected);
    }

    [Theory]
    [MemberData(nameof(All))]
    public void Constants_OfEveryOpenEnum_AreItsNamedValues(Type type)
    {
        Dictionary<string, string> constants = type.GetNestedType("Values")!.GetFields()
            .ToDictionary(field => field.Name, field => (string)field.GetRawConstantValue()!);
        Dictionary<string, string> named = type.GetProperties(BindingFlags.Static | BindingFlags.Public)
            .ToDictionary(property => property.Name, property => property.GetValue(null)!.ToString()!);

        constants.Should().NotBeEmpty();
        named.Should().BeEquivalentTo(constants);
    }

    [Theory]
    [MemberData(nameof(All))]
    public void Case_InEveryOpenEnum_MakesNoDifference(Type type)
    {
        object From(string value) => type.GetMethod("From")!.Invoke(null, [value])!;
        string ValueOf(object e) => (string)type.GetProperty("Value")!.GetValue(e)!;

        foreach (string known in type.GetNestedType("Values")!.GetFields().Select(field => (string)field.GetRawConstantValue()!))
        {
            object upper = From(known.ToUpperInvariant());
            upper.Should().Be(From(known));
            upper.GetHashCode().Should().Be(From(known).GetHashCode());
            ValueOf(upper).Should().Be(known);
            upper.Should().NotBe(From(known + "x"));
        }

        From("Hologram").Should().Be(From("hOLOGRAM"));
        From("Hologram").GetHashCode().Should().Be(From("hOLOGRAM").GetHashCode());
        ValueOf(From("Hologram")).Should().Be("Hologram", "an unseen value is kept as it came");
        ValueOf(Activator.CreateInstance(type)!).Should().BeEmpty();
    }

    [Fact]
    public void Identity_StatusInAnotherCase_IsTheSameEvent()
    {
        byte[] delivered = ProviderPayloads.CubeConnect.Read("message.status_updated.json");

        Identity(JsonEdit.With(delivered, "status", "\"DELIVERED\"")).Should().Be(Identity(delivered));
    }

    private static DeliveryIdentity Identity(byte[] body) => CubeConnectEvent.Provider.Parse(new WebhookPayload(body, WebhookHeaders.Empty)).Identity;
}
