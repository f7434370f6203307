using System.Text;
using System.Text.Json;
using System.Text.Json.Serialization;
using Microsoft.Extensions.DependencyInjection;
using Webhooks.Receiver.CueApi;

namespace Webhooks.Receiver.Tests.Issues;

/// <summary>
/// Types of the user that contain themselves, in bodies with as many levels as an endpoint can allow: the serializer needs two kilobytes of stack for
/// a level, and the threads of many systems have one and a half megabytes. An overflow would end the process.
/// </summary>
public sealed partial class DeepUserTypes_9_2
{
    private const int SmallStack = 256 * 1024;

    [Fact]
    public void Parse_DeepTypesOfAnEvent_AreRead() => OnASmallStack(() =>
    {
        WebhookParseResult<UserTypes.Event> result = Parse($$"""{"type":"Tree","root":{{Nested(999, "null")}}}""");

        Count(result.Event.Should().BeOfType<UserTypes.Tree>().Which.Root).Should().Be(999);
    });

    [Fact]
    public void Parse_DeepTypesOfAnEventWithDrift_AreReadToTheDrift() => OnASmallStack(() =>
    {
        WebhookParseResult<UserTypes.Event> result = Parse($$"""{"type":"Tree","root":{{Nested(999, "7")}}}""");

        Count(result.Event.Should().BeOfType<UserTypes.Tree>().Which.Root).Should().Be(999);
        result.DriftedMembers.Should().ContainSingle().Which.Should().EndWith("child.child");
    });

    [Fact]
    public void Parse_DeepPayloadOfACue_IsRead() => OnASmallStack(() =>
    {
        var context = new PayloadContext(new() { MaxDepth = 1000, PropertyNamingPolicy = JsonNamingPolicy.CamelCase });
        using ServiceProvider services = new ServiceCollection().AddWebhookReceiver().AddCueApiPayload(context.TreeNode).Services.BuildServiceProvider();
        byte[] body = JsonEdit.With(ProviderPayloads.CueApi.Read("execution.json"), "payload", Nested(998, "null"));

        WebhookParseResult<CueApiEvent<UserTypes.TreeNode>> result = CueApiEvent<UserTypes.TreeNode>.Provider.Parse(
            new WebhookPayload(body, WebhookHeaders.Empty, services) { MaxJsonDepth = 1000 });

        Count(result.Event.Should().BeOfType<CueApiExecution<UserTypes.TreeNode>>().Which.Payload).Should().Be(998);
    });

    private static WebhookParseResult<UserTypes.Event> Parse(string json) => UserTypes.Event.Provider.Parse(
        new WebhookPayload(Encoding.UTF8.GetBytes(json), WebhookHeaders.Empty) { MaxJsonDepth = 1000 });

    private static string Nested(int levels, string last) =>
        string.Concat(Enumerable.Repeat("{\"name\":\"n\",\"child\":", levels)) + last + new string('}', levels);

    private static int Count(UserTypes.TreeNode? node)
    {
        int count = 0;
        for (; node is not null; node = node.Child)
        {
            count++;
        }

        return count;
    }

    private static void OnASmallStack(Action test)
    {
        Exception? failure = null;
        var thread = new Thread(() => failure = Record.Exception(test), SmallStack);
        thread.Start();
        thread.Join();
        failure.Should().BeNull();
    }

    [JsonSerializable(typeof(UserTypes.TreeNode))]
    private sealed partial class PayloadContext : JsonSerializerContext;
}
