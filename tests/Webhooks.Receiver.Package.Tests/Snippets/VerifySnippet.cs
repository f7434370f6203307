using Webhooks.Receiver;
using Webhooks.Receiver.Cue;

namespace Snippets;

internal static class VerifySnippet
{
    public static void Read(IEnumerable<KeyValuePair<string, string>> headers, byte[] body)
    {
        #region verify
        var cue = new CueWebhooks("current secret", "previous secret"); // thread-safe: make one and keep it
        WebhookReadResult<CueEvent> read = cue.Read(new WebhookRequest("POST", "/webhooks/cue", headers, body));
        if (read.IsRead)
        {
            Console.WriteLine($"{read.Event.Type} {read.Event.Id}");
        }
        #endregion
    }

    public static void Halves(CueWebhooks cue, byte[] body, string? signatureHeader)
    {
        #region halves
        SignatureResult verdict = cue.Verify(body, signatureHeader); // a value, never an exception
        if (verdict.IsValid)
        {
            CueEvent e = CueWebhooks.Parse(body); // now, or later from where you stored the body
        }
        #endregion
    }
}
