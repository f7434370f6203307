using FsCheck.Fluent;
using Microsoft.Extensions.Primitives;
using Webhooks.Receiver.Cue;
using Webhooks.Receiver.CueApi;

namespace Webhooks.Receiver.Tests;

/// <summary>That fuzzing finds what it is there for: each target gets something with a fault.</summary>
public sealed class FuzzRunTests
{
    private static readonly TimeSpan _longEnough = TimeSpan.FromMinutes(1);

    private static readonly Dictionary<string, Func<byte[], WebhookParseResult<CueEvent>>> _parsers = new()
    {
        ["throws"] = body => body.AsSpan().IndexOf("\\ud800"u8) >= 0 ? throw new FormatException("trouble") : Parse(body),
        ["takes what follows the object"] = body => Parse(body.AsSpan(0, body.AsSpan().LastIndexOf((byte)'}') + 1)),
        ["takes no unknown types"] = body => Parse(body) is { Event: CueUnknownEvent { ReadError: null } }
            ? WebhookParseResult<CueEvent>.Malformed(WebhookFailureReason.TypeMissing) : Parse(body),
        ["gives no reason"] = body => Parse(body) is { IsParsed: false } ? default : Parse(body),
        ["quotes the body"] = body => Parse(body) is { DriftedMembers.Count: > 0 } result
            ? WebhookParseResult<CueEvent>.Parsed(result.Event!, result.Identity, driftedMembers: [$"data.{result.Event!.Id}"]) : Parse(body),
        ["identifies by what anybody may write"] = body => Parse(body) is { Event: { } e }
            ? WebhookParseResult<CueEvent>.Parsed(e, DeliveryIdentity.FromUnsigned(e.Id)) : Parse(body),
        ["reads another event"] = body => Parse(body).IsParsed ? Parse(CuePayloads.AdClick) : Parse(body),
    };

    private static readonly Dictionary<string, Func<WebhookRequest, WebhookReadResult<CueApiEvent>>> _readers = new()
    {
        ["takes the last of several headers"] = request => FuzzedProviders.CueApi.Reader.Read(
            new WebhookRequest(request.Method, request.Url, new LastValues(request.Headers), request.Body)),
        ["takes old signatures"] = new WebhookReader<CueApiEvent>([Senders.CueApi.Secret], new ManualTimeProvider(), TimeSpan.FromDays(1)).Read,
        ["takes any secret"] = request => FuzzedProviders.CueApi.Reader.Read(request) is { Status: WebhookReadStatus.Unauthenticated }
            ? FuzzedProviders.CueApi.Reader.Read(Senders.CueApi.Request(request.Body.ToArray())) : FuzzedProviders.CueApi.Reader.Read(request),
        ["does without white space in the body"] = request => FuzzedProviders.CueApi.Reader.Read(
            new WebhookRequest(request.Method, request.Url, request.Headers, request.Body.Trim((byte)' '))),
        ["refuses all"] = _ => default,
    };

    public static TheoryData<string> Parsers => [.. _parsers.Keys];

    public static TheoryData<string> Readers => [.. _readers.Keys];

    public static TheoryData<StoreFlaw> Flaws => [.. Enum.GetValues<StoreFlaw>().Where(flaw => flaw != StoreFlaw.None)];

    [Theory]
    [MemberData(nameof(Parsers))]
    public void Run_FlawedParser_IsFound(string flaw) => ShouldBeFound(FuzzedProviders.Cue.Parser(_parsers[flaw]));

    [Theory]
    [MemberData(nameof(Readers))]
    public void Run_FlawedReader_IsFound(string flaw) => ShouldBeFound(FuzzedProviders.CueApi.Requests(_readers[flaw]));

    [Theory]
    [MemberData(nameof(Flaws))]
    public void Run_FlawedStore_IsFound(StoreFlaw flaw) =>
        ShouldBeFound(StoreFuzz.Target($"store with {flaw}", keys: 4, longest: 6, capacity: 100, store => new FlawedStore(store, flaw)))
            .Message.Should().Contain("Operation ").And.Contain("Shrunk:");

    [Fact]
    public void Run_StoreWithoutAFlaw_FindsNothing() => FuzzRun.Run(
        StoreFuzz.Target("store", keys: 4, longest: 6, capacity: 100, store => new FlawedStore(store, StoreFlaw.None)),
        firstSeed: 1, _longEnough, maxBatches: 3).Cases.Should().Be(300);

    [Fact]
    public void Run_CaseThatDoesNotEnd_IsFound()
    {
        using var end = new ManualResetEventSlim();
        var hanging = new FuzzTarget("hanging", Prop.ForAll(Gen.Constant(0).ToArbitrary(), _ => end.Wait(_longEnough)));

        Action run = () => FuzzRun.Run(hanging, firstSeed: 1, _longEnough, longestBatch: TimeSpan.FromMilliseconds(50));

        run.Should().Throw<FuzzFailureException>().WithMessage("*'hanging' found this with the seed 1*did not end*");
        end.Set();
    }

    /// <summary>The seed that is printed finds it again with its first batch.</summary>
    private static FuzzFailureException ShouldBeFound(FuzzTarget target)
    {
        Action run = () => FuzzRun.Run(target, firstSeed: 1, _longEnough);
        FuzzFailureException found = run.Should().Throw<FuzzFailureException>().Which;
        Action again = () => FuzzRun.Run(target, found.Seed, _longEnough, maxBatches: 1);

        again.Should().Throw<FuzzFailureException>().Which.Message.Should().Be(found.Message)
            .And.Contain($"WEBHOOKS_FUZZ_SEED={found.Seed} dotnet test");
        return found;
    }

    private static WebhookParseResult<CueEvent> Parse(ReadOnlySpan<byte> body) =>
        CueEvent.Provider.Parse(new WebhookPayload(body, WebhookHeaders.Empty));

    private sealed class LastValues(WebhookHeaders headers) : WebhookHeaders
    {
        protected override StringValues Find(string name) => headers[name] is { Count: > 1 } values ? new StringValues(values[^1]) : headers[name];
    }
}
