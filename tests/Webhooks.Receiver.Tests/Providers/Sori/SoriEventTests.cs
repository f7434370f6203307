using Webhooks.Receiver.Sori;

namespace Webhooks.Receiver.Tests;

/// <summary>The payloads of SORI's "Campaign Webhook" page, field by field.</summary>
public sealed class SoriEventTests
{
    [Fact]
    public void Parse_Impression_HasEveryField()
    {
        SoriImpression e = Parse<SoriImpression>("impression.json");

        ShouldHaveCommonFields(e, "impression");
        e.MaterialId.Should().Be("string");
        e.MaterialName.Should().Be("string");
    }

    [Fact]
    public void Parse_Click_HasEveryField()
    {
        ShouldHaveCommonFields(Parse<SoriClick>("click.json"), "click");
    }

    [Fact]
    public void Parse_MaterialInAClick_IsKept()
    {
        byte[] body = JsonEdit.Adding(ProviderPayloads.Sori.Read("click.json"), "", "\"material_id\":\"m-1\"");

        SoriWebhooks.Parse(body).Should().BeOfType<SoriClick>().Which.ExtensionData!["material_id"].GetString().Should().Be("m-1");
    }

    [Fact]
    public void Parse_MemberNamedType_IsNotTheType()
    {
        byte[] body = JsonEdit.Adding(ProviderPayloads.Sori.Read("click.json"), "", "\"type\":\"impression\"");

        SoriClick e = SoriWebhooks.Parse(body).Should().BeOfType<SoriClick>().Which;

        e.Type.Should().Be("click");
        e.ExtensionData!["type"].GetString().Should().Be("impression", "it is an unknown field, and unknown fields are kept");
    }

    [Fact]
    public void IsAuthenticated_ClaimedByTheBody_IsFalseAllTheSame()
    {
        byte[] body = JsonEdit.Adding(ProviderPayloads.Sori.Read("click.json"), "", "\"is_authenticated\":true,\"IsAuthenticated\":true");

        SoriWebhooks.Parse(body).IsAuthenticated.Should().BeFalse("no body can say so");
    }

    [Fact]
    public void Parse_UnknownType_HasTheCommonFields()
    {
        byte[] body = JsonEdit.With(ProviderPayloads.Sori.Read("impression.json"), "event_type", "\"admin.material.created\"");

        SoriUnknownEvent e = SoriWebhooks.Parse(body).Should().BeOfType<SoriUnknownEvent>().Which;

        ShouldHaveCommonFields(e, "admin.material.created");
        e.Json.GetProperty("material_id").GetString().Should().Be("string");
    }

    [Fact]
    public void Parse_MemberOfAnotherKind_IsNullAndKept()
    {
        byte[] body = JsonEdit.With(ProviderPayloads.Sori.Read("click.json"), "platform", "{}");

        SoriClick e = SoriWebhooks.Parse(body).Should().BeOfType<SoriClick>().Which;

        e.CampaignId.Should().Be("string");
        e.Platform.Should().BeNull();
        e.ExtensionData!["platform"].GetRawText().Should().Be("{}");
    }

    private static T Parse<T>(string file)
        where T : SoriEvent => SoriWebhooks.Parse(ProviderPayloads.Sori.Read(file)).Should().BeOfType<T>().Which;

    private static void ShouldHaveCommonFields(SoriEvent e, string type)
    {
        e.Type.Should().Be(type);
        e.CampaignId.Should().Be("string");
        e.CampaignName.Should().Be("string");
        e.DeviceId.Should().Be("string");
        e.Platform.Should().Be("string");
        e.Timestamp!.Value.EqualsExact(new DateTimeOffset(2024, 1, 1, 12, 0, 0, TimeSpan.Zero)).Should().BeTrue();
        e.IsAuthenticated.Should().BeFalse();
    }
}
