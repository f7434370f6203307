using System.Text.Json;
using FsCheck.Fluent;

namespace Webhooks.Receiver.Tests;

/// <summary>What has to hold for any body and any request of one provider.</summary>
/// <param name="payloads">The provider's payloads.</param>
/// <param name="types">The class whose constants are the event types; null where there is one type only.</param>
internal sealed class FuzzedProvider<TEvent>(ProviderPayloads payloads, Type? types) : IFuzzedProvider
    where TEvent : WebhookObject, IWebhookEvent<TEvent>
{
    private static readonly WebhookProvider<TEvent> _provider = TEvent.Provider;

    private HashSet<string>? _names;

    private readonly HashSet<string> _types = [.. types?.GetFields().Select(field => (string)field.GetRawConstantValue()!) ?? []];

    /// <summary>Signs as the provider does; null where it does not.</summary>
    public Sender? Sender { get; init; }

    public required WebhookReader<TEvent> Reader { get; init; }

    public JsonNamingPolicy Naming { get; init; } = JsonNamingPolicy.SnakeCaseLower;

    public string? TypeMember { get; init; } = "type";

    /// <summary>Whether a body may be another JSON value than an object; without headers, nothing identifies it.</summary>
    public bool TakesAnyValue { get; init; }

    /// <summary>Whether a body has what identifies its event, which is the last argument; a hash does if nothing else.</summary>
    public Func<StrictJson, TEvent?, bool> Identity { get; init; } = (_, _) => true;

    /// <summary>The names of all members that the provider's types declare.</summary>
    private HashSet<string> Names => _names ??=
        [.. typeof(TEvent).Assembly.GetTypes()
            .Where(type => type.IsSubclassOf(typeof(WebhookObject)) && type.Namespace == typeof(TEvent).Namespace)
            .SelectMany(type => type.GetProperties())
            .Select(property => EventParts.NameOf(property, Naming))];

    FuzzTarget IFuzzedProvider.Parser() => Parser(body => _provider.Parse(new WebhookPayload(body, WebhookHeaders.Empty)));

    FuzzTarget IFuzzedProvider.Reader() => Requests(Reader.Read);

    /// <param name="parse">The provider's own parser, or one with a fault.</param>
    public FuzzTarget Parser(Func<byte[], WebhookParseResult<TEvent>> parse) => new(
        $"{_provider.Name} bodies",
        Prop.ForAll(Arb.From(FuzzBodies.Of(payloads), FuzzBody.Shrink), body => CheckBody(body.Bytes, parse)));

    /// <param name="read">The provider's own reader, or one with a fault.</param>
    public FuzzTarget Requests(Func<WebhookRequest, WebhookReadResult<TEvent>> read) => new(
        $"{_provider.Name} requests",
        Prop.ForAll(Arb.From(FuzzRequests.Of(FuzzBodies.Of(payloads), Sender)), request => CheckRequest(request, read)));

    private void CheckBody(byte[] body, Func<byte[], WebhookParseResult<TEvent>> parse)
    {
        var json = StrictJson.Of(body);
        WebhookParseResult<TEvent> result = parse(body);

        result.Reason.Should().Be(ExpectedReason(json, result.Event));
        result.IsParsed.Should().Be(result.Reason is null, "without headers there is nothing to contradict");
        (result.Event is null).Should().Be(!result.IsParsed);
        result.Identity.IsNone.Should().Be(!result.IsParsed);
        (result.Member is null).Should().Be(result.Reason != WebhookFailureReason.DuplicateMember);
        ShouldBeOurs([.. result.DriftedMembers, result.Member]);
        WebhookReader<TEvent>.TryParse(body, out TEvent? parsed).Should().Be(result.IsParsed);
        if (result.Event is { } e)
        {
            CheckEvent(e, body, json, result);
            EventDump.Of(parsed).Should().Be(EventDump.Of(e), "the same bytes are the same event");
            EventDump.Of(WebhookReader<TEvent>.Parse([.. "\r\n\t "u8, .. body, (byte)' '])).Should().Be(EventDump.Of(e), "white space means nothing");
        }
    }

    private void CheckEvent(TEvent e, byte[] body, StrictJson json, in WebhookParseResult<TEvent> result)
    {
        var unknown = e as IUnknownWebhookEvent;
        bool isListed = TypeMember is null || _types.Contains(e.Type);
        if (TypeMember is not null)
        {
            e.Type.Should().Be(json.Text(TypeMember));
        }

        result.Identity.IsAuthenticated.Should().BeTrue();
        e.ToString().Should().Be(e.GetType().Name);
        (isListed || unknown is not null).Should().BeTrue("no type of ours is read from '{0}'", e.Type);
        (unknown?.ReadError is not null).Should().Be(isListed && unknown is not null);
        if (unknown is not null)
        {
            result.DriftedMembers.Should().BeEmpty("nothing of it was read");
            ShouldBeOurs([unknown.ReadError?.Member]);
            (unknown.ReadError is { Member: null }).Should().BeFalse("the unreadable member has a name");
            var raw = (JsonElement)e.GetType().GetProperty("Json")!.GetValue(e)!;
            bool isWhole = Sender.Utf8(raw.GetRawText()).AsSpan().SequenceEqual(body.AsSpan().Trim(" \r\n\t"u8));
            (isWhole || json.HasUndecodableName).Should().BeTrue("nothing is lost");
        }
    }

    private WebhookFailureReason? ExpectedReason(StrictJson json, TEvent? e) =>
        TakesAnyValue && json.Fault == WebhookFailureReason.NotAnObject
            ? json.HasDuplicate ? WebhookFailureReason.DuplicateMember : WebhookFailureReason.IdentityMissing
        : json.Fault is { } fault ? fault
        : TypeMember is not null && json.Text(TypeMember) is not { Length: > 0 } ? WebhookFailureReason.TypeMissing
        : Identity(json, e) ? null
        : WebhookFailureReason.IdentityMissing;

    private void CheckRequest(FuzzRequest request, Func<WebhookRequest, WebhookReadResult<TEvent>> read)
    {
        WebhookReadResult<TEvent> result = read(request.ToRequest());

        if (!_provider.Methods.Contains(request.Method.ToUpperInvariant()))
        {
            result.Status.Should().Be(WebhookReadStatus.MethodNotAllowed);
        }
        else if (!request.IsPlainJson)
        {
            result.Status.Should().Be(WebhookReadStatus.UnsupportedMediaType);
        }
        else if (!request.IsAuthentic(Sender))
        {
            result.Status.Should().Be(WebhookReadStatus.Unauthenticated);
            result.Failure.Should().NotBeNull().And.NotBe(SignatureFailure.NotVerified);
        }
        else
        {
            WebhookParseResult<TEvent> parsed = _provider.Parse(new WebhookPayload(request.Body, request.ToRequest().Headers));
            result.Status.Should().Be(parsed.Status switch
            {
                WebhookParseStatus.Parsed => WebhookReadStatus.Read,
                WebhookParseStatus.IdentityMismatch => WebhookReadStatus.Unauthenticated,
                _ => WebhookReadStatus.Malformed,
            });
            result.Reason.Should().Be(parsed.Reason);
            result.Identity.Should().Be(parsed.Identity);
            EventDump.Of(result.Event).Should().Be(EventDump.Of(parsed.Event));
        }
    }

    /// <summary>Paths are made of names that types declare, whatever a body has.</summary>
    private void ShouldBeOurs(IEnumerable<string?> paths)
    {
        foreach (string name in paths.OfType<string>().SelectMany(path => path.Split('.')))
        {
            (name == "*" || Names.Contains(name.EndsWith("[]", StringComparison.Ordinal) ? name[..^2] : name))
                .Should().BeTrue("'{0}' is no name of ours", name);
        }
    }
}
