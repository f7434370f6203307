using Webhooks.Receiver.CubeConnect;

namespace Webhooks.Receiver.Tests;

public sealed class CubeConnectEventShapeTests : NumericIdEventShapeTests<CubeConnectEvent>
{
    private protected override ProviderPayloads Payloads => ProviderPayloads.CubeConnect;

    protected override string TypeMember => "event";

    protected override Type EventTypes => typeof(CubeConnectEventTypes);

    protected override IReadOnlyList<string> Ids => ["tenant_id", "whatsapp_account_id", "message_id", "wa_message_id", "campaign_id", "flow_id"];

    [Theory]
    [InlineData("message.status_updated.json", "message_id")]
    [InlineData("message.received.json", "wa_message_id")]
    public void Parse_MessageIdThatIdentifiesNothing_IsMalformed(string file, string member)
    {
        foreach (string id in new[] { "\"\"", "\" \"", "\"\\t\"", "\"wamid\\u0000\"", "\"\\uFEFFwamid\"" })
        {
            ShouldBeMalformed(JsonEdit.With(Payloads.Read(file), member, id));
        }
    }

    [Fact]
    public void Parse_DuplicatePropertyInAnError_IsMalformed() =>
        ShouldBeMalformed(JsonEdit.With(Payloads.Read("message.status_updated.json"), "errors", """[{"code":1,"code":1}]"""));

    private protected override bool IsRequired(string path, CubeConnectEvent known) =>
        path is "message_id" or "wa_message_id" || (path == "status" && known is CubeConnectMessageStatusUpdated);
}
