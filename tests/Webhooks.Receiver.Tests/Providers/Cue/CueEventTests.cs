using System.Reflection;
using System.Text.Json;
using Webhooks.Receiver.Cue;

namespace Webhooks.Receiver.Tests;

/// <summary>The payloads of docs.oncue.ad/docs/reference/webhooks, field by field.</summary>
public sealed class CueEventTests
{
    [Fact]
    public void Parse_AdImpression_HasEveryField()
    {
        CueAdImpression e = Parse<CueAdImpression>("ad.impression.json");

        ShouldHaveEnvelope(e, "evt_1234567890", "ad.impression", "2024-01-15T10:30:00Z");
        e.Data.AdId.Should().Be("ad-123");
        e.Data.CampaignId.Should().Be("campaign-456");
        e.Data.UserId.Should().Be("user-789");
        e.Data.SessionId.Should().Be("session-abc");
        e.Data.Context!.Conversation.Should().Be("User asking about project management tools");
        e.Data.Context.UserQuery.Should().Be("What are good options for small teams?");
        e.Data.Placement!.Type.Should().Be(CuePlacementType.Inline);
        e.Data.Placement.Position.Should().Be(CuePlacementPosition.AfterResponse);
        e.Data.Metadata!.UserAgent.Should().Be("Mozilla/5.0...");
        e.Data.Metadata.IpAddress.Should().Be("192.168.1.1");
        e.Data.Metadata.Timestamp.Should().Be(new DateTimeOffset(2024, 1, 15, 10, 30, 0, TimeSpan.Zero));
    }

    [Fact]
    public void Parse_AdClick_HasEveryField()
    {
        CueAdClick e = Parse<CueAdClick>("ad.click.json");

        ShouldHaveEnvelope(e, "evt_1234567891", "ad.click", "2024-01-15T10:35:00Z");
        e.Data.AdId.Should().Be("ad-123");
        e.Data.CampaignId.Should().Be("campaign-456");
        e.Data.ClickId.Should().Be("click-xyz");
        e.Data.UserId.Should().Be("user-789");
        e.Data.SessionId.Should().Be("session-abc");
        e.Data.LandingUrl.Should().Be("https://example.com/signup?ref=cue");
        e.Data.Context!.Conversation.Should().Be("User asking about project management tools");
        e.Data.Context.UserQuery.Should().Be("What are good options for small teams?");
        e.Data.Metadata!.UserAgent.Should().Be("Mozilla/5.0...");
        e.Data.Metadata.IpAddress.Should().Be("192.168.1.1");
        e.Data.Metadata.Timestamp.Should().Be(new DateTimeOffset(2024, 1, 15, 10, 35, 0, TimeSpan.Zero));
    }

    [Fact]
    public void Parse_AdConversion_HasEveryField()
    {
        CueAdConversion e = Parse<CueAdConversion>("ad.conversion.json");

        ShouldHaveEnvelope(e, "evt_1234567892", "ad.conversion", "2024-01-15T11:00:00Z");
        e.Data.AdId.Should().Be("ad-123");
        e.Data.CampaignId.Should().Be("campaign-456");
        e.Data.ClickId.Should().Be("click-xyz");
        e.Data.ConversionId.Should().Be("conv-def");
        e.Data.UserId.Should().Be("user-789");
        e.Data.ConversionType.Should().Be(CueConversionType.Signup);
        e.Data.ConversionValue.Should().Be(99.99m);
        e.Data.Currency.Should().Be("USD");
        e.Data.Metadata!.Timestamp.Should().Be(new DateTimeOffset(2024, 1, 15, 11, 0, 0, TimeSpan.Zero));
        e.Data.Metadata.UserAgent.Should().BeNull();
        e.Data.Metadata.IpAddress.Should().BeNull();
    }

    [Fact]
    public void Parse_CampaignBudgetExhausted_HasEveryField()
    {
        CueCampaignBudgetExhausted e = Parse<CueCampaignBudgetExhausted>("campaign.budget_exhausted.json");

        ShouldHaveEnvelope(e, "evt_1234567893", "campaign.budget_exhausted", "2024-01-15T12:00:00Z");
        e.Data.CampaignId.Should().Be("campaign-456");
        e.Data.CampaignName.Should().Be("Tech Product Launch");
        e.Data.Budget.Should().Be(10000m);
        e.Data.Spent.Should().Be(10000m);
        e.Data.Performance!.Impressions.Should().Be(25000);
        e.Data.Performance.Clicks.Should().Be(500);
        e.Data.Performance.Conversions.Should().Be(45);
        e.Data.Performance.Ctr.Should().Be(2.0m);
        e.Data.Performance.AverageCpb.Should().Be(20.0m);
    }

    [Fact]
    public void Parse_CampaignCreated_HasEveryField()
    {
        CueCampaignCreated e = Parse<CueCampaignCreated>("campaign.created.json");

        ShouldHaveEnvelope(e, "evt_1234567894", "campaign.created", "2024-01-15T09:00:00Z");
        e.Data.CampaignId.Should().Be("campaign-789");
        e.Data.CampaignName.Should().Be("New Brand Campaign");
        e.Data.Budget.Should().Be(5000m);
        e.Data.DailyBudget.Should().Be(200m);
        e.Data.Status.Should().Be(CueCampaignStatus.Active);
        e.Data.TargetAudience!.Keywords.Should().Equal("technology", "innovation");
        e.Data.TargetAudience.Demographics!.AgeRange.Should().Be("25-45");
    }

    [Fact]
    public void Parse_CampaignUpdated_KeepsDataRaw()
    {
        CueCampaignUpdated e = Parse<CueCampaignUpdated>("campaign.updated.made-up.json");

        ShouldHaveEnvelope(e, "evt_1234567895", "campaign.updated", "2024-01-15T13:00:00Z", "v1");
        e.Data.GetProperty("changes").GetProperty("daily_budget")[1].GetDecimal().Should().Be(250m);
    }

    [Fact]
    public void Parse_CampaignPaused_KeepsDataRaw()
    {
        CueCampaignPaused e = Parse<CueCampaignPaused>("campaign.paused.made-up.json");

        ShouldHaveEnvelope(e, "evt_1234567896", "campaign.paused", "2024-01-15T14:00:00Z", "v1");
        e.Data.GetProperty("reason").ValueKind.Should().Be(JsonValueKind.Null);
    }

    [Fact]
    public void Parse_AccountBilling_KeepsDataRaw()
    {
        CueAccountBilling e = Parse<CueAccountBilling>("account.billing.made-up.json");

        ShouldHaveEnvelope(e, "evt_1234567897", "account.billing", "2024-01-15T15:00:00Z", "v1");
        e.Data.GetProperty("amount").GetRawText().Should().Be("12345678901234567890.12");
    }

    [Fact]
    public void Properties_OfEveryDataType_AreNamesOnTheWire()
    {
        var onTheWire = CuePayloads.Bodies
            .SelectMany(body => JsonEdit.Members(body).Select(path => (Owner: Owner(CueWebhooks.Parse(body), path), path)))
            .Where(member => member.Owner is not null)
            .Select(member => (member.Owner!.GetType(), member.path.Split('/')[^1]))
            .ToHashSet();

        foreach (Type type in onTheWire.Select(member => member.Item1).ToHashSet())
        {
            foreach (PropertyInfo property in type.GetProperties().Where(property => property.Name is not (nameof(WebhookObject.ExtensionData) or nameof(IWebhookEvent.Identity))))
            {
                string name = JsonNamingPolicy.SnakeCaseLower.ConvertName(property.Name);
                bool isInGenericEnvelopeOnly = name == "api_version";
                (onTheWire.Contains((type, name)) || isInGenericEnvelopeOnly).Should().BeTrue("of {0}.{1}", type.Name, property.Name);
            }
        }
    }

    [Theory]
    [InlineData("99.99")]
    [InlineData("0.1")]
    [InlineData("0.10")]
    [InlineData("-0.01")]
    [InlineData("1e2")]
    [InlineData("79228162514264337593543950335")]
    [InlineData("0.1234567890123456789012345678")]
    public void ConversionValue_AnyDecimal_IsExact(string number)
    {
        byte[] body = JsonEdit.With(CuePayloads.Read("ad.conversion.json"), "data/conversion_value", number);
        var expected = decimal.Parse(number, System.Globalization.NumberStyles.Float, System.Globalization.CultureInfo.InvariantCulture);

        CueWebhooks.Parse(body).Should().BeOfType<CueAdConversion>().Which.Data.ConversionValue.Should().Be(expected);
    }

    [Theory]
    [InlineData("2024-01-15T10:35:00Z", "2024-01-15T10:35:00+00:00")]
    [InlineData("2024-01-15T10:35:00z", "2024-01-15T10:35:00+00:00")]
    [InlineData("2024-01-15T10:35:00", "2024-01-15T10:35:00+00:00")]
    [InlineData("2024-01-15T10:35:00.5", "2024-01-15T10:35:00.5+00:00")]
    [InlineData("2024-01-15T10:35:00.123456789Z", "2024-01-15T10:35:00.1234567+00:00")]
    [InlineData("2024-01-15T10:35:00+03:00", "2024-01-15T10:35:00+03:00")]
    [InlineData("2024-01-15T10:35:00-0530", "2024-01-15T10:35:00-05:30")]
    [InlineData("\\u0032024-01-15T10:35:00Z", "2024-01-15T10:35:00+00:00")]
    public void Created_AnyForm_IsReadWithItsOffset(string text, string expected)
    {
        CueEvent e = CueWebhooks.Parse(JsonEdit.With(CuePayloads.AdClick, "created", $"\"{text}\""));

        var instant = DateTimeOffset.Parse(expected, System.Globalization.CultureInfo.InvariantCulture);
        e.Should().BeOfType<CueAdClick>();
        e.Created!.Value.EqualsExact(instant).Should().BeTrue("{0} was read as {1:O}", text, e.Created);
    }

    [Fact]
    public void OpenEnums_UnseenValue_IsKept()
    {
        byte[] body = CuePayloads.Read("ad.impression.json");
        body = JsonEdit.With(body, "data/placement/type", "\"holographic\"");
        body = JsonEdit.With(body, "data/placement/position", "\"\"");

        CueAdImpression e = CueWebhooks.Parse(body).Should().BeOfType<CueAdImpression>().Which;

        e.Data.Placement!.Type!.Value.Value.Should().Be("holographic");
        e.Data.Placement.Type.Should().Be(CuePlacementType.From("holographic")).And.NotBe(CuePlacementType.Inline);
        e.Data.Placement.Position!.Value.Value.Should().BeEmpty();
        default(CuePlacementType).Value.Should().BeEmpty();
        CuePlacementType.From("holographic").ToString().Should().Be("holographic");
    }

    [Fact]
    public void OpenEnums_OtherCase_IsTheSameValue()
    {
        byte[] body = JsonEdit.With(CuePayloads.CampaignCreated, "data/status", "\"ACTIVE\"");

        CueCampaignCreated e = CueWebhooks.Parse(body).Should().BeOfType<CueCampaignCreated>().Which;

        e.Data.Status.Should().Be(CueCampaignStatus.Active);
        e.Data.Status!.Value.Value.Should().Be("active", "a switch over the constants has to find it");
    }

    private static T Parse<T>(string file)
        where T : CueEvent => CueWebhooks.Parse(CuePayloads.Read(file)).Should().BeOfType<T>().Which;

    private static void ShouldHaveEnvelope(CueEvent e, string id, string type, string created, string? apiVersion = null)
    {
        e.Id.Should().Be(id);
        e.Type.Should().Be(type);
        e.Created!.Value.EqualsExact(DateTimeOffset.Parse(created, System.Globalization.CultureInfo.InvariantCulture)).Should().BeTrue();
        e.ApiVersion.Should().Be(apiVersion);
        e.ExtensionData.Should().BeNull();
    }

    /// <summary>The typed object that a member belongs to; null inside raw JSON.</summary>
    private static WebhookObject? Owner(CueEvent e, string path)
    {
        int end = path.LastIndexOf('/');
        return EventParts.At(e, end < 0 ? "" : path[..end], JsonNamingPolicy.SnakeCaseLower) as WebhookObject;
    }
}
