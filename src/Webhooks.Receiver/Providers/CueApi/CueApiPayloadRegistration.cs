using System.Text.Json.Serialization.Metadata;

namespace Webhooks.Receiver.CueApi;

/// <summary>The registered type information of one payload.</summary>
internal sealed record CueApiPayloadRegistration<TPayload>(JsonTypeInfo<TPayload> TypeInfo);
