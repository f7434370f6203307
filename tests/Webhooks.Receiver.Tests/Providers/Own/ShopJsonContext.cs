using System.Text.Json.Serialization;

namespace Webhooks.Receiver.Tests;

[JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.SnakeCaseLower)]
[JsonSerializable(typeof(ShopOrderPaid))]
internal sealed partial class ShopJsonContext : JsonSerializerContext;
