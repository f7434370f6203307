using System.Text;
using Microsoft.Extensions.DependencyInjection;

namespace Webhooks.Receiver.Tests;

/// <summary>
/// Providers that the library does not include, written as a user would write them: this assembly sees the public API only.
/// </summary>
public abstract class ForeignProviderTests<TEvent>
    where TEvent : class, IWebhookEvent<TEvent>
{
    private const string OtherSecret = "whsec_bm90LXRoZS1zZWNyZXQtb2YtdGhlLXZlY3Rvcg==";

    protected abstract string Secret { get; }

    protected abstract DateTimeOffset SignedAt { get; }

    protected abstract string ContentType { get; }

    protected abstract string Body { get; }

    /// <summary>The headers of the vector; the signature's first.</summary>
    protected abstract IReadOnlyList<(string Name, string Value)> Headers { get; }

    protected abstract DeliveryIdentity Identity { get; }

    [Fact]
    public void Read_Vector_HasTheEvent()
    {
        WebhookReadResult<TEvent> result = Reader(SignedAt).Read(Request());

        result.Status.Should().Be(WebhookReadStatus.Read);
        result.Identity.Should().Be(Identity);
        ShouldBeTheEvent(result.Event!);
    }

    [Fact]
    public void Read_OneByteChanged_IsRefused()
    {
        byte[] body = Sender.Utf8(Body);
        foreach (int at in new[] { 0, body.Length / 2, body.Length - 1 })
        {
            byte[] changed = [.. body];
            changed[at] ^= 1;

            Reader(SignedAt).Read(Request(changed)).Failure.Should().Be(SignatureFailure.SignatureMismatch);
        }
    }

    [Fact]
    public void Read_OtherSecret_IsRefusedUntilItIsRotatedOut()
    {
        new WebhookReader<TEvent>([OtherSecret], new ManualTimeProvider(SignedAt)).Read(Request()).Failure
            .Should().Be(SignatureFailure.SignatureMismatch);
        new WebhookReader<TEvent>([OtherSecret, Secret], new ManualTimeProvider(SignedAt)).Read(Request()).IsRead.Should().BeTrue();
    }

    [Fact]
    public void Read_OutsideTheTolerance_IsRefusedWhereATimeIsSigned()
    {
        SignatureFailure? expected = TEvent.Provider.Scheme!.Timestamp is null ? null : SignatureFailure.TimestampOutsideTolerance;

        foreach (int seconds in new[] { -301, 301 })
        {
            Reader(SignedAt.AddSeconds(seconds)).Read(Request()).Failure.Should().Be(expected);
        }

        Reader(SignedAt.AddSeconds(300)).Read(Request()).IsRead.Should().BeTrue();
    }

    [Fact]
    public void Read_SignatureMissingOrTwice_IsRefused()
    {
        WebhookRequest without = new("POST", "/", Pairs().Skip(1), Sender.Utf8(Body));
        WebhookRequest twice = new("POST", "/", [.. Pairs(), Pairs().First()], Sender.Utf8(Body));

        Reader(SignedAt).Read(without).Failure.Should().Be(SignatureFailure.SignatureMissing);
        Reader(SignedAt).Read(twice).Failure.Should().Be(SignatureFailure.SignatureAmbiguous);
    }

    [Fact]
    public void Read_AnotherContentType_IsRefused()
    {
        WebhookRequest request = new("POST", "/", [.. Pairs(), KeyValuePair.Create("Content-Type", "text/plain")], Sender.Utf8(Body));

        Reader(SignedAt).Read(request).Status.Should().Be(WebhookReadStatus.UnsupportedMediaType);
    }

    [Fact]
    public async Task Receive_VectorTwice_IsHandledOnce()
    {
        await using var harness = new ReceiverHarness(
            build => build.Configure<TEvent>(options => options.Secrets.Add(Secret)), settings: []);
        harness.Clock.StepWallClock(SignedAt - harness.Clock.GetUtcNow());
        var endpoint = ReceiverHarness.EndpointOf<TEvent>(TEvent.Provider.DefaultPath);
        List<TEvent> handled = [];
        AuthenticatedParts? authenticated = null;
        Task Handle(TEvent e, WebhookContext context)
        {
            handled.Add(e);
            authenticated = context.Delivery.Authenticated;
            return Task.CompletedTask;
        }

        harness.Receiver.EnsureReady(endpoint);
        WebhookReceiveResult first = await harness.ReceiveAt<TEvent>(endpoint, new BufferedSource(Request()), Handle);
        WebhookReceiveResult again = await harness.ReceiveAt<TEvent>(endpoint, new BufferedSource(Request()), Handle);

        (first.Outcome, again.Outcome).Should().Be((WebhookOutcome.Processed, WebhookOutcome.Duplicate));
        again.Key.Should().Be(first.Key);
        ShouldBeTheEvent(handled.Should().ContainSingle().Subject);
        authenticated!.Value.HasFlag(AuthenticatedParts.Body | AuthenticatedParts.Identity).Should().BeTrue();
    }

    [Fact]
    public void Parse_AnyBytes_NeverThrows()
    {
        foreach (byte[] body in BodyMutations.EveryByteOf(Sender.Utf8(Body)))
        {
            WebhookParseResult<TEvent> result = TEvent.Provider.Parse(new WebhookPayload(body, WebhookHeaders.From(Pairs())));

            result.IsParsed.Should().Be(result.Event is not null, "of {0}", Encoding.UTF8.GetString(body));
        }
    }

    private protected abstract void ShouldBeTheEvent(TEvent e);

    private protected SignedWebhookReader<TEvent> Reader(DateTimeOffset now) => new([Secret], new ManualTimeProvider(now));

    private protected WebhookRequest Request(byte[]? body = null) => new("POST", "/", Pairs(), body ?? Sender.Utf8(Body));

    private protected IEnumerable<KeyValuePair<string, string>> Pairs() =>
        Headers.Append(("Content-Type", ContentType)).Select(header => KeyValuePair.Create(header.Item1, header.Item2));
}
