using System.Text.Json.Serialization;

namespace Webhooks.Receiver.AspNetCore.Tests.Support;

[JsonSerializable(typeof(Receipt))]
[JsonSerializable(typeof(MemberNames_9_7.PaidEvent))]
[JsonSerializable(typeof(Dictionary<string, string>))]
internal sealed partial class TestJsonContext : JsonSerializerContext;
