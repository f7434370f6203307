using System.Text;
using System.Text.Json;
using System.Text.Json.Serialization.Metadata;

namespace Webhooks.Receiver.Catalog.Tests;

/// <summary>A handler may log or store events as JSON: those of every sender can be serialized without options.</summary>
public sealed class EventSerializationTests
{
    // The serializer's defaults. Test projects switch them off, to find what is not safe for AOT.
    private static readonly JsonSerializerOptions _defaults = new() { TypeInfoResolver = new DefaultJsonTypeInfoResolver() };

    public static TheoryData<string> Names => ProviderCases.Names;

    [Theory]
    [MemberData(nameof(Names))]
    public void Serialize_EventOfAnySender_HasItsTypeIdAndJson(string name)
    {
        ProviderCase one = ProviderCases.Named(name);
        var headers = WebhookHeaders.From([.. one.Headers(1), new("Content-Type", one.ContentType), .. one.Sign(new Sending(one.Secret, one.Body(1, ""), ProviderCase.Now, "msg_1", one.Url))]);
        foreach (CatalogEvent? e in new[] { one.Body(1, ""), "{}" }.Select(body => one.Parse(Encoding.UTF8.GetBytes(body), headers).Event))
        {
            using var json = JsonDocument.Parse(JsonSerializer.Serialize<object>(e!, _defaults));

            json.RootElement.GetProperty("Type").GetString().Should().Be(e!.Type);
            json.RootElement.GetProperty("Id").GetString().Should().Be(e.Id);
            JsonElement.DeepEquals(json.RootElement.GetProperty("Json"), e.Json).Should().BeTrue();
        }
    }

    [Fact]
    public void Serialize_EventOfATestWithoutJson_HasItsType() =>
        JsonSerializer.Serialize<object>(new StripeEvent { Type = "invoice.paid" }, _defaults).Should().Be("""{"Type":"invoice.paid","Id":null}""");
}
