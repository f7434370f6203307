using static Webhooks.Receiver.Catalog.Tests.ProviderCase;

namespace Webhooks.Receiver.Catalog.Tests;

/// <summary>All providers of the catalogue, as their senders' documentation describes them.</summary>
internal static class ProviderCases
{
    public static IReadOnlyList<ProviderCase> All { get; } =
    [
        new ProviderCase<StandardWebhooksEvent>
        {
            Secret = "whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw",
            Body = (n, note) => $$$"""{"type":"contact.created","data":{"n":{{{n}}},"note":"{{{note}}}"}}""",
            Sign = s => Pairs(("webhook-id", s.Id), ("webhook-timestamp", s.Unix), ("webhook-signature", $"v1,{s.Base64WithDecodedSecret($"{s.Id}.{s.Unix}.{s.Body}")}")),
            Type = "contact.created", Id = n => $"msg_{n}", SignsTime = true,
        },
        new ProviderCase<SvixEvent>
        {
            Secret = "whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw",
            Body = (n, note) => $$$"""{"type":"contact.created","data":{"n":{{{n}}},"note":"{{{note}}}"}}""",
            Sign = s => Pairs(("svix-id", s.Id), ("svix-timestamp", s.Unix), ("svix-signature", $"v1,{s.Base64WithDecodedSecret($"{s.Id}.{s.Unix}.{s.Body}")}")),
            Type = "contact.created", Id = n => $"msg_{n}", SignsTime = true,
        },
        new ProviderCase<StripeEvent>
        {
            Body = (n, note) => $$$"""{"id":"evt_{{{n}}}","object":"event","created":1773424274,"type":"invoice.paid","data":{"note":"{{{note}}}"}}""",
            Sign = s => Pairs(("Stripe-Signature", $"t={s.Unix},v0={new string('0', 64)},v1={s.Hex($"{s.Unix}.{s.Body}")}")),
            Type = "invoice.paid", Id = n => $"evt_{n}", SignsTime = true,
        },
        new ProviderCase<GitHubEvent>
        {
            Body = (n, note) => $$$"""{"action":"opened","number":{{{n}}},"note":"{{{note}}}"}""",
            Sign = s => Pairs(("X-Hub-Signature-256", $"sha256={s.Hex(s.Body)}")),
            Headers = n => Pairs(("X-GitHub-Event", "pull_request"), ("X-GitHub-Delivery", $"72d3162e-{n}")),
            Type = "pull_request", Id = n => $"72d3162e-{n}", SignsItsId = false,
        },
        new ProviderCase<SlackEvent>
        {
            Body = (n, note) => $$$"""{"token":"{{{note}}}","type":"event_callback","event":{"type":"app_mention"},"event_id":"Ev{{{n}}}","event_time":1773424274}""",
            Sign = s => Pairs(("X-Slack-Request-Timestamp", s.Unix), ("X-Slack-Signature", $"v0={s.Hex($"v0:{s.Unix}:{s.Body}")}")),
            Type = "app_mention", Id = n => $"Ev{n}", SignsTime = true,
        },
        new ProviderCase<ShopifyEvent>
        {
            Body = (n, note) => $$$"""{"id":{{{n}}},"note":"{{{note}}}"}""",
            Sign = s => Pairs(("X-Shopify-Hmac-Sha256", s.Base64(s.Body))),
            Headers = n => Pairs(("X-Shopify-Topic", "orders/create"), ("X-Shopify-Event-Id", "98880550"), ("X-Shopify-Webhook-Id", $"b54557e4-{n}")),
            Type = "orders/create", Id = n => $"b54557e4-{n}", SignsItsId = false,
        },
        new ProviderCase<ZoomEvent>
        {
            Body = (n, _) => $$$"""{"event":"meeting.started","event_ts":1773424274000,"payload":{"object":{"uuid":"{{{n}}}"} } }""",
            Sign = s => Pairs(("x-zm-request-timestamp", s.Unix), ("x-zm-signature", $"v0={s.Hex($"v0:{s.Unix}:{s.Body}")}")),
            Type = "meeting.started", SignsTime = true,
        },
        new ProviderCase<TwitchEvent>
        {
            Body = (n, note) => $$$"""{"subscription":{"id":"f1c2","type":"stream.online","version":"1"},"event":{"id":"{{{n}}}","note":"{{{note}}}"}}""",
            Sign = s => Pairs(("Twitch-Eventsub-Message-Id", s.Id), ("Twitch-Eventsub-Message-Timestamp", s.Iso[..^1] + ".634234626Z"),
                ("Twitch-Eventsub-Message-Signature", $"sha256={s.Hex($"{s.Id}{s.Iso[..^1]}.634234626Z{s.Body}")}")),
            Headers = _ => Pairs(("Twitch-Eventsub-Message-Type", "notification")),
            Type = "stream.online", Id = n => $"msg_{n}", SignsTime = true,
        },
        new ProviderCase<LinearEvent>
        {
            Body = (n, note) => $$$"""{"action":"create","type":"Issue","data":{"id":"{{{n}}}","note":"{{{note}}}"},"webhookTimestamp":1773424274000}""",
            Sign = s => Pairs(("Linear-Signature", s.Hex(s.Body))),
            Headers = n => Pairs(("Linear-Delivery", $"234d1a4e-{n}"), ("Linear-Event", "Issue")),
            Type = "Issue", Id = n => $"234d1a4e-{n}", SignsItsId = false,
        },
        new ProviderCase<ZendeskEvent>
        {
            Body = (n, note) => $$$"""{"type":"zen:event-type:ticket.created","id":"cbe4028c-{{{n}}}","time":"2026-03-13T17:51:14Z","event":{"note":"{{{note}}}"}}""",
            Sign = s => Pairs(("X-Zendesk-Webhook-Signature-Timestamp", s.Iso), ("X-Zendesk-Webhook-Signature", s.Base64(s.Iso + s.Body))),
            Headers = n => Pairs(("X-Zendesk-Webhook-Invocation-Id", $"01F{n}")),
            Type = "zen:event-type:ticket.created", Id = n => $"cbe4028c-{n}", SignsTime = true,
        },
        new ProviderCase<SquareEvent>
        {
            Body = (n, note) => $$$"""{"merchant_id":"{{{note}}}","type":"payment.updated","event_id":"ac3ac95b-{{{n}}}","created_at":"2026-03-13T17:51:14.037Z"}""",
            Sign = s => Pairs(("x-square-hmacsha256-signature", s.Base64(s.Url + s.Body))),
            Type = "payment.updated", Id = n => $"ac3ac95b-{n}", SignsUrl = true,
        },
        new ProviderCase<GitLabEvent>
        {
            Body = (n, note) => $$$"""{"object_kind":"merge_request","note":"{{{note}}}","object_attributes":{"iid":{{{n}}}}}""",
            Sign = s => Pairs(("X-Gitlab-Token", s.Secret)),
            Headers = n => Pairs(("X-Gitlab-Event", "Merge Request Hook"), ("Idempotency-Key", $"f5e5f430-{n}"), ("X-Gitlab-Event-UUID", "13792a34")),
            Type = "merge_request", Id = n => $"f5e5f430-{n}", SignsItsId = false, SignsBody = false,
        },
        new ProviderCase<TelegramEvent>
        {
            Secret = "telegram_secret-4711",
            Body = (n, note) => $$$"""{"update_id":{{{n}}},"message":{"message_id":1,"text":"{{{note}}}"}}""",
            Sign = s => Pairs(("X-Telegram-Bot-Api-Secret-Token", s.Secret)),
            Type = "message", Id = n => $"{n}", SignsItsId = false, SignsBody = false,
        },
        new ProviderCase<TwilioEvent>
        {
            Body = (n, note) => $"CallSid=CA{n}&CallStatus=ringing&From=%2B14158675309&Note={note}",
            Sign = s => Pairs(("X-Twilio-Signature", s.Sha1Base64(s.Url + s.SortedForm))),
            Headers = n => Pairs(("I-Twilio-Idempotency-Token", $"4b1a-{n}")),
            Type = "ringing", Id = n => $"4b1a-{n}", SignsItsId = false, SignsUrl = true, ContentType = "application/x-www-form-urlencoded",
        },
        new ProviderCase<HubSpotEvent>
        {
            Body = (n, note) => $$$"""[{"eventId":{{{n}}},"subscriptionId":12345,"portalId":62515,"occurredAt":1773424274000,"subscriptionType":"contact.creation","attemptNumber":0,"objectId":123,"changeSource":"{{{note}}}"}]""",
            Sign = s => Pairs(("X-HubSpot-Request-Timestamp", s.UnixMilliseconds), ("X-HubSpot-Signature-v3", s.Base64($"POST{s.Url}{s.Body}{s.UnixMilliseconds}"))),
            Type = "contact.creation", Id = n => $"{n}", SignsTime = true, SignsUrl = true, Wrap = json => $"[{json}]",
        },
        new ProviderCase<SendGridEvent>
        {
            Secret = Sending.PrivateKey, Configured = Sending.PublicKey,
            Body = (n, note) => $$$"""[{"email":"{{{note}}}","event":"delivered","sg_event_id":"ZHJvcC0{{{n}}}","timestamp":1773424274}]""" + "\r\n",
            Sign = s => Pairs(("X-Twilio-Email-Event-Webhook-Timestamp", s.Unix), ("X-Twilio-Email-Event-Webhook-Signature", s.Ecdsa(s.Unix + s.Body))),
            Type = "delivered", Id = n => $"ZHJvcC0{n}", SignsTime = true, Wrap = json => $"[{json}]",
        },
        new ProviderCase<MetaEvent>
        {
            Body = (n, note) => $$$"""{"object":"whatsapp_business_account","entry":[{"id":"{{{note}}}","changes":[{"value":{"messages":[{"id":"wamid.{{{n}}}","type":"text"}]},"field":"messages"}]}]}""",
            Sign = s => Pairs(("X-Hub-Signature-256", $"sha256={s.Hex(s.Body)}")),
            Type = "messages", Id = n => $"wamid.{n}", Settings = { ["VerifyTokens:0"] = "meta-verify-token-4711" },
        },
        new ProviderCase<XeroEvent>
        {
            Body = (n, _) => $$$"""{"events":[{"resourceId":"717f2bfc-{{{n}}}","eventDateUtc":"2026-03-13T17:51:14.133","eventType":"UPDATE","eventCategory":"INVOICE","tenantId":"c2cc9b6e"}],"firstEventSequence":1,"lastEventSequence":1,"entropy":"S0m3"}""",
            Sign = s => Pairs(("x-xero-signature", s.Base64(s.Body))),
            Type = "INVOICE.UPDATE", Wrap = json => $$$"""{"events":[{{{json}}}]}""",
        },
    ];

    public static TheoryData<string> Names => Where(_ => true);

    public static ProviderCase Named(string name) => All.Single(one => one.Name == name);

    public static TheoryData<string> Where(Func<ProviderCase, bool> isWanted) => [.. All.Where(isWanted).Select(one => one.Name)];
}
