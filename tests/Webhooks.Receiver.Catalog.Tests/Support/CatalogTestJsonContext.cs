using System.Text.Json.Serialization;

namespace Webhooks.Receiver.Catalog.Tests;

[JsonSerializable(typeof(Dictionary<string, int>))]
internal sealed partial class CatalogTestJsonContext : JsonSerializerContext;
