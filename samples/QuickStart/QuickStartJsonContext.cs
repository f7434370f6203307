using System.Text.Json;
using System.Text.Json.Serialization;

namespace QuickStart;

[JsonSourceGenerationOptions(JsonSerializerDefaults.Web)]
[JsonSerializable(typeof(HandledEvent[]))]
internal sealed partial class QuickStartJsonContext : JsonSerializerContext;
