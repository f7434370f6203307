using System.Net;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using Microsoft.AspNetCore.Builder;
using Webhooks.Receiver.AspNetCore.Tests.Support;

namespace Webhooks.Receiver.AspNetCore.Tests;

/// <summary>
/// Issue 9.7: a lone surrogate in a member's name is valid JSON, but no text. Providers that a user writes take it as ours do: with known types
/// that keep no unknown members, with several events, and with a parser of their own.
/// </summary>
public sealed class MemberNames_9_7
{
    private const string Secret = "names-secret-77";

    [Theory]
    [InlineData("""{"\ud800":1,"type":"paid","id":"1","Total":5,"Lines":{"a":1},"Buyer":{"Name":"n"}}""", "paid:5:a=1:n")]
    [InlineData("""{"type":"paid","id":"1","Total":"5","Lines":{"\ud800":1},"Buyer":{"\udc00":[{"\ud800":1}],"Name":"n"},"\ud800":1}""", "paid:5:\\ud800=1:n")]
    [InlineData("""{"\ud800":1,"type":"paid","id":"1","Total":[],"Lines":{},"Buyer":{"Name":"n"}}""", "paid:::n")]
    [InlineData("""{"\ud800":1,"type":"paid","id":"1","Buyer":7}""", "unknown paid")]
    [InlineData("""{"\ud800":1,"type":"lost","id":"1"}""", "unknown lost")]
    public async Task JsonWebhookProvider_LoneSurrogateInAName_IsHandled(string body, string expected)
    {
        List<string> handled = [];
        await using WebhookApp app = await StartAsync(app => app.MapWebhook<NamesEvent>(e => Note(handled, e)));

        (await StatusOfAsync(app, "/webhooks/names", body)).Should().Be(HttpStatusCode.OK);
        (await StatusOfAsync(app, "/webhooks/names", body)).Should().Be(HttpStatusCode.OK);

        handled.Should().Equal(expected);
    }

    [Theory]
    [InlineData("""{"\ud800":1,"type":"lost","id":"\ud800"}""")]
    [InlineData("""{"\ud800":1,"type":"lost"}""")]
    [InlineData("""{"\ud800":1,"type":"lost","id":"1","x":{"\ud800":1,"\uD800":2}}""")]
    [InlineData("""{"\ud800":1,"type":"\ud800","id":"1"}""")]
    public async Task JsonWebhookProvider_LoneSurrogateInAnIdentityOrTypeOrADuplicate_IsMalformed(string body)
    {
        List<string> handled = [];
        await using WebhookApp app = await StartAsync(app => app.MapWebhook<NamesEvent>(e => Note(handled, e)));

        (await StatusOfAsync(app, "/webhooks/names", body)).Should().Be(HttpStatusCode.BadRequest);

        handled.Should().BeEmpty();
    }

    [Fact]
    public async Task FromJsonArray_LoneSurrogatesInNames_FindsTheEvents()
    {
        List<string> handled = [];
        await using WebhookApp app = await StartAsync(app => app.MapWebhook<ListedEvent>(e => Note(handled, e)));

        (await StatusOfAsync(app, "/webhooks/listed", """{"\ud800":1,"list":[{"\ud800":1,"id":"1"},{"id":"2","\ud800":{}}],"\udc00":[]}""")).Should().Be(HttpStatusCode.OK);

        handled.Should().Equal("listed 1", "listed 2");
    }

    private static Task Note(List<string> handled, IWebhookEvent e)
    {
        handled.Add($"{e}");
        return Task.CompletedTask;
    }

    private static Task<WebhookApp> StartAsync(Action<WebApplication> map) => WebhookApp.StartAsync(
        map, options => (options.Settings["Webhooks:names:Secrets:0"], options.Settings["Webhooks:listed:Secrets:0"]) = (Secret, Secret));

    private static async Task<HttpStatusCode> StatusOfAsync(WebhookApp app, string path, string body)
    {
        using var message = new HttpRequestMessage(HttpMethod.Post, path) { Content = new StringContent(body, Encoding.UTF8, "application/json") };
        message.Headers.Add("X-Names", Convert.ToHexStringLower(HMACSHA256.HashData(Encoding.UTF8.GetBytes(Secret), Encoding.UTF8.GetBytes(body))));
        using HttpResponseMessage response = await app.Client.SendAsync(message);
        return response.StatusCode;
    }

    internal abstract class NamesEvent : IWebhookEvent<NamesEvent>
    {
        public static WebhookProvider<NamesEvent> Provider { get; } = new NamesProvider();

        public DeliveryIdentity Identity { get; set; }

        public abstract string Type { get; }
    }

    internal sealed class PaidEvent : NamesEvent
    {
        public override string Type => "paid";

        public decimal? Total { get; init; }

        public Dictionary<string, int>? Lines { get; init; }

        public required Buyer Buyer { get; init; }

        public override string ToString() => $"paid:{Total}:{string.Join(',', Lines!.Select(line => $"{line.Key}={line.Value}"))}:{Buyer.Name}";
    }

    internal sealed class Buyer
    {
        public string? Name { get; init; }
    }

    private sealed class UnknownNamesEvent(string type) : NamesEvent, IUnknownWebhookEvent
    {
        public override string Type => type;

        public JsonElement Json => default;

        public WebhookReadError? ReadError => null;

        public override string ToString() => $"unknown {Type}";
    }

    private sealed class NamesProvider() : JsonWebhookProvider<NamesEvent>(TestJsonContext.Default, new Dictionary<string, Type> { ["paid"] = typeof(PaidEvent) })
    {
        public override string Name => "names";

        public override SignatureScheme Scheme { get; } = new() { Header = "X-Names" };

        public override SenderBehavior Sender => TinyEvent.Provider.Sender;

        protected override NamesEvent CreateUnknown(string type, JsonElement json, WebhookReadError? readError) => new UnknownNamesEvent(type);
    }

    private sealed class ListedEvent(string? id) : IWebhookEvent<ListedEvent>
    {
        public static WebhookProvider<ListedEvent> Provider { get; } = new ListedProvider();

        public DeliveryIdentity Identity { get; set; }

        public string Type => "listed";

        public override string ToString() => $"listed {id}";
    }

    private sealed class ListedProvider : WebhookProvider<ListedEvent>
    {
        public override string Name => "listed";

        public override SignatureScheme Scheme { get; } = new() { Header = "X-Names" };

        public override SenderBehavior Sender => TinyEvent.Provider.Sender;

        public override bool BringsSeveralEvents => true;

        public override WebhookParts Split(WebhookPayload payload) => WebhookParts.FromJsonArray(payload, "list");

        public override WebhookParseResult<ListedEvent> Parse(WebhookPayload payload)
        {
            if (!payload.TryReadJson(out JsonElement json, out WebhookFailureReason reason))
            {
                return WebhookParseResult<ListedEvent>.Malformed(reason);
            }

            string? id = json.GetProperty("id").GetString();
            return WebhookParseResult<ListedEvent>.Parsed(new ListedEvent(id), DeliveryIdentity.FromSigned(id));
        }
    }
}
