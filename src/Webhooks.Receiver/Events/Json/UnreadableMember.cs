using System.Text.Json;

namespace Webhooks.Receiver;

/// <summary>An optional member that cannot be read.</summary>
/// <param name="Path">Its <see cref="JsonMemberPath"/>.</param>
/// <param name="Owner">The object that it belongs to.</param>
/// <param name="Name">Its name on the wire.</param>
/// <param name="Value">Its JSON.</param>
internal readonly record struct UnreadableMember(string Path, JsonPlace Owner, string Name, JsonElement Value);
