using System.Text;
using System.Text.Json;

namespace Webhooks.Receiver.Catalog;

/// <summary>The challenge in a signed body by which a sender finds out whether the endpoint is its owner's.</summary>
/// <param name="word">A word that is in every such body, so that others need not be read twice.</param>
/// <param name="answer">Answers the JSON with the secrets; null if it is an event.</param>
internal sealed class Challenge(string word, Func<JsonElement, IReadOnlyList<string>, WebhookAnswer?> answer)
{
    private readonly byte[] _word = Encoding.UTF8.GetBytes(word);

    /// <summary>A challenge that is sent back as text.</summary>
    /// <param name="word">As above.</param>
    /// <param name="find">Finds the text to send back; null if it is an event.</param>
    public static Challenge Echo(string word, Func<JsonElement, string?> find) =>
        new(word, (json, _) => find(json) is { } text ? WebhookAnswer.Text(text) : null);

    public WebhookAnswer? Answer(WebhookHandshake handshake) =>
        handshake.Body.IndexOf(_word) >= 0 && new WebhookPayload(handshake.Body, handshake.Headers).TryReadJson(out JsonElement json, out _)
            ? answer(json, handshake.Secrets)
            : null;
}
