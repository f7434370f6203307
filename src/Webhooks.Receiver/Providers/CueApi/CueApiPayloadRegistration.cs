using System.Text.Json.Serialization.Metadata;

namespace Webhooks.Receiver.CueApi;

/// <summary>How one host reads payloads of one type.</summary>
internal sealed record CueApiPayloadRegistration<TPayload>(JsonTypeInfo<TPayload> TypeInfo);
