using Microsoft.Extensions.Primitives;

namespace Webhooks.Receiver.Tests;

public sealed class WebhookMediaTypesTests
{
    [Theory]
    [InlineData("application/json", true)]
    [InlineData("APPLICATION/JSON", true)]
    [InlineData("application/json; charset=utf-8", true)]
    [InlineData("application/json;charset=\"utf-8\"", true)]
    [InlineData(" application/json ;", true)]
    [InlineData("text/json", true)]
    [InlineData("application/cloudevents+json", true)]
    [InlineData("application/cloudevents+json; charset=utf-8", true)]
    [InlineData("application/vnd.api+JSON", true)]
    [InlineData("", true)]
    [InlineData(" ", true)]
    [InlineData("text/plain", false)]
    [InlineData("text/plain; x=application/json", false)]
    [InlineData("application/x-www-form-urlencoded", false)]
    [InlineData("application/xml", false)]
    [InlineData("application/json5", false)]
    [InlineData("application/jsonp", false)]
    [InlineData("application/json-patch", false)]
    [InlineData("json", false)]
    [InlineData("+json", false)]
    [InlineData("/+json", false)]
    [InlineData("application/+json", false)]
    [InlineData("/a+json", false)]
    [InlineData("*/*", false)]
    [InlineData("application/json, application/json", false)]
    [InlineData("text/plain, application/a+json", false)]
    public void Json_OneValue_IsAcceptedOrNot(string contentType, bool isAccepted)
    {
        WebhookMediaTypes.Json.Accepts(contentType).Should().Be(isAccepted);
    }

    [Fact]
    public void Json_NoValue_IsAccepted()
    {
        WebhookMediaTypes.Json.Accepts(default).Should().BeTrue();
        WebhookMediaTypes.Json.Accepts(new StringValues([null])).Should().BeTrue();
    }

    [Fact]
    public void Json_SeveralValues_AllHaveToBeAccepted()
    {
        WebhookMediaTypes.Json.Accepts(new StringValues(["application/json", "text/json"])).Should().BeTrue();
        WebhookMediaTypes.Json.Accepts(new StringValues(["application/json", "text/plain"])).Should().BeFalse();
        WebhookMediaTypes.Json.Accepts(new StringValues(["text/plain", "application/json"])).Should().BeFalse();
    }

    [Fact]
    public void Constructor_NamedTypes_AcceptsExactlyThose()
    {
        var types = new WebhookMediaTypes("application/x-www-form-urlencoded", "text/csv");

        types.Accepts("Application/X-WWW-Form-Urlencoded; charset=utf-8").Should().BeTrue();
        types.Accepts("text/csv").Should().BeTrue();
        types.Accepts("application/json").Should().BeFalse();
        types.Accepts("application/a+json").Should().BeFalse();
    }

    [Fact]
    public void Constructor_Null_Throws()
    {
        Func<WebhookMediaTypes> make = () => new(null!);

        make.Should().Throw<ArgumentNullException>();
    }
}
