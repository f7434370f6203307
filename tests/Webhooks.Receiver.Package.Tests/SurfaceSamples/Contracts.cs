using System.ComponentModel;
using System.Diagnostics;
using System.Diagnostics.CodeAnalysis;
using System.Text.Json;
using System.Text.Json.Serialization;

namespace Webhooks.Receiver.Package.Tests.SurfaceSamples;

[DebuggerDisplay("{Name}")]
[JsonConverter(typeof(JsonStringEnumConverter))]
public sealed class Contracts
{
    [JsonExtensionData]
    public IDictionary<string, JsonElement>? ExtensionData { get; set; }

    [JsonPropertyName("n")]
    [MemberNotNullWhen(true, nameof(Name), nameof(Title))]
    public bool HasNames => Name is not null && Title is not null;

    public string? Name { get; init; }

    public string? Title { get; init; }

    [EditorBrowsable(EditorBrowsableState.Never)]
    [Obsolete("Use Name.", error: true)]
    public string? OldName { get; init; }

    [Experimental("TEST001", UrlFormat = "https://example.org/{0}")]
    [RequiresUnreferencedCode("Reads all.")]
    [SuppressMessage("Usage", "none")]
    [DoesNotReturn]
    public async Task FailAsync([Unlisted(typeof(List<int>), Words = ["a", "b"])] int number)
    {
        await Task.Yield();
        throw new InvalidOperationException($"{number}");
    }
}
