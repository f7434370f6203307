using System.Text.Json.Serialization;

namespace Webhooks.Receiver.AspNetCore.Tests.Support;

[JsonSerializable(typeof(Receipt))]
internal sealed partial class TestJsonContext : JsonSerializerContext;
