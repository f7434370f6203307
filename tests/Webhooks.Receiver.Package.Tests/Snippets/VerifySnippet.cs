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

    public static async Task Once(WebhookReadResult<CueEvent> read, IIdempotencyStore store, CancellationToken cancellationToken)
    {
        #region once
        IdempotencyKey key = read.GetKey("cue-queue"); // the same for every delivery of the event, another for every other event
        IdempotencyClaim claim = await store.ClaimAsync(key, lease: TimeSpan.FromSeconds(30), cancellationToken);
        if (claim.Status == IdempotencyClaimStatus.Claimed) // else it is handled, or being handled
        {
            try
            {
                await HandleAsync(read.Event!);
            }
            catch
            {
                await store.ReleaseAsync(key, claim.Token, CancellationToken.None); // the next delivery may try again
                throw;
            }

            await store.CompleteAsync(key, claim.Token, retention: TimeSpan.FromDays(7), CancellationToken.None);
        }
        #endregion

        static Task HandleAsync(CueEvent e) => Console.Out.WriteLineAsync(e.Type);
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
