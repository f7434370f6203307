using Webhooks.Receiver.CubeConnect;

namespace Webhooks.Receiver.Tests;

public sealed class CubeConnectMemberDriftTests : MemberDriftTests<CubeConnectEvent>
{
    private static readonly byte[] _status = ProviderPayloads.CubeConnect.Read("message.status_updated.json");

    private protected override ProviderPayloads Payloads => ProviderPayloads.CubeConnect;

    [Fact]
    public void Errors_MemberOfOneElementOfAnotherKind_IsNullThereAlone()
    {
        WebhookParseResult<CubeConnectEvent> result = Read(With("""[{"code":1,"title":"a"},{"code":"x","title":"b"},{"code":[2],"title":7}]"""));

        CubeConnectMessageStatusUpdated e = result.Event.Should().BeOfType<CubeConnectMessageStatusUpdated>().Which;
        e.Errors!.Select(error => error.Code).Should().Equal(1, null, null);
        e.Errors!.Select(error => error.Title).Should().Equal("a", "b", "7");
        e.Errors![0].ExtensionData.Should().BeNull();
        e.Errors[1].ExtensionData!["code"].GetRawText().Should().Be("\"x\"");
        e.Errors[2].ExtensionData!["code"].GetRawText().Should().Be("[2]");
        result.DriftedMembers.Should().Equal("errors[].code");
    }

    [Theory]
    [InlineData("[7]")]
    [InlineData("[[]]")]
    [InlineData("[{\"code\":1},\"x\"]")]
    [InlineData("{}")]
    [InlineData("\"\"")]
    public void Errors_ElementOfAnotherKind_AreNullAsAWhole(string errors)
    {
        WebhookParseResult<CubeConnectEvent> result = Read(With(errors));

        CubeConnectMessageStatusUpdated e = result.Event.Should().BeOfType<CubeConnectMessageStatusUpdated>().Which;
        e.Errors.Should().BeNull("a list without one of its elements would be another list");
        e.ExtensionData!["errors"].GetRawText().Should().Be(errors);
        result.DriftedMembers.Should().Equal("errors");
    }

    [Fact]
    public void Errors_MoreUnreadableMembersThanAreTried_AreNullAsAWhole()
    {
        string errors = $"[{string.Join(',', Enumerable.Repeat("{\"code\":\"x\"}", 100_000))}]";

        WebhookParseResult<CubeConnectEvent> result = Read(With(errors));

        CubeConnectMessageStatusUpdated e = result.Event.Should().BeOfType<CubeConnectMessageStatusUpdated>().Which;
        e.Errors.Should().BeNull();
        e.ExtensionData!["errors"].GetArrayLength().Should().Be(100_000);
        result.DriftedMembers.Should().Equal("errors");
    }

    private static byte[] With(string errors) => JsonEdit.With(_status, "errors", errors);
}
