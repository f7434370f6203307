using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Webhooks.Receiver.CueApi;

namespace Webhooks.Receiver.Tests.Issues;

/// <summary>
/// Issue 9.2: a type that the serializer cannot read, somewhere in the type of an event, was found by the first event that had it, which then
/// failed for good. It is found at start.
/// </summary>
public sealed class UnreadableTypes_9_2
{
    private const string Message = "Events of provider 'user' cannot be read. The serializer cannot read Closed, which Event`1 contains: it has no constructor "
        + "that it can use. Give Closed a constructor that the serializer can use ([JsonConstructor]), a converter that fits ([JsonConverter]), or leave the "
        + "member out ([JsonIgnore]).";

    [Fact]
    public void Reader_OfAnEventWithATypeThatCannotBeRead_SaysWhatToChange() => FindError<BrokenTypes.Outer>().Should().Be(Message);

    [Fact]
    public void Reader_OfAnEventWithATypeThatCannotBeRead_NamesTheType()
    {
        FindError<nint>().Should().Contain("cannot read IntPtr, which");
        FindError<Type>().Should().BeNull("it is abstract");
        FindError<Action>().Should().Contain("cannot read Action, which");
        FindError<BrokenTypes.Base>().Should().Contain("cannot read DerivedClosed, which");
        FindError<BrokenTypes.SeveralConstructors>().Should().Contain("cannot read SeveralConstructors, which");
        FindError<BrokenTypes.Misfit>().Should().Contain("ClosedConverter' is not compatible with the type 'System.String'");
        FindError<BrokenTypes.Unbound>().Should().Contain("cannot read Unbound, which").And.Contain("Each parameter");
        FindError<BrokenTypes.ClosedList>().Should().Contain("cannot read ClosedList, which");
    }

    [Fact]
    public void Reader_OfAnEventWithTypesThatCanBeReadOrNeedNotBeSent_IsCreated() => FindError<BrokenTypes.Sound>().Should().BeNull();

    [Theory]
    [InlineData("Interface")]
    [InlineData("Abstract")]
    [InlineData("Derived")]
    [InlineData("Picky")]
    [InlineData("Required")]
    public void Parse_MemberWhoseTypeTurnsOutToBeUnreadable_IsNullAndDrift(string member)
    {
        var provider = (TypesProvider<BrokenTypes.Event<BrokenTypes.Sound>>)BrokenTypes.Event<BrokenTypes.Sound>.Provider;

        WebhookParseResult<BrokenTypes.Event<BrokenTypes.Sound>> result =
            provider.Parse($$"""{"type":"Event`1","Value":{"{{member}}":{"x":1},"Id":"1"} }""");

        result.Event!.Value!.Id.Should().Be("1");
        result.DriftedMembers.Should().Equal($"Value.{member}");
    }

    [Fact]
    public async Task EnsureReady_OfAPayloadThatCannotBeRead_SaysWhatToChange()
    {
        await using ServiceProvider services =
            CreateWorker().AddCueApiPayload(BrokenTypes.BrokenContext.Default.Outer).Services.BuildServiceProvider();

        Action check = () => services.GetRequiredService<WebhookReceiver>()
            .EnsureReady(new WebhookEndpoint<CueApiEvent<BrokenTypes.Outer>>("queue", (_, _) => Task.CompletedTask));

        check.Should().Throw<WebhookConfigurationException>()
            .WithMessage("*Payloads of provider 'cueapi' cannot be read. The serializer cannot read Closed, which Outer*");
    }

    [Fact]
    public async Task EnsureReady_OfSuchAnEvent_SaysWhatToChange()
    {
        await using ServiceProvider services = CreateWorker().Services.BuildServiceProvider();

        Action check = () => services.GetRequiredService<WebhookReceiver>()
            .EnsureReady(new WebhookEndpoint<BrokenTypes.Event<BrokenTypes.Outer>>("queue", (_, _) => Task.CompletedTask));

        check.Should().Throw<WebhookConfigurationException>().WithMessage($"*{Message}*");
    }

    [Fact]
    public async Task Start_OfAWorkerAppWithAHandlerOfSuchAnEvent_Fails()
    {
        await using ServiceProvider services =
            CreateWorker().AddHandler<BrokenTypes.Event<BrokenTypes.Outer>, Handler>().Services.BuildServiceProvider();
        Func<Task> start = async () =>
        {
            foreach (IHostedLifecycleService service in services.GetServices<IHostedService>().OfType<IHostedLifecycleService>())
            {
                await service.StartedAsync(CancellationToken.None);
            }
        };

        (await start.Should().ThrowAsync<WebhookConfigurationException>()).WithMessage($"*{Message}*");
    }

    private static IWebhooksBuilder CreateWorker() =>
        new ServiceCollection().AddWebhookReceiver(options => options.Secrets.Add("a-secret-for-tests"));

    private static string? FindError<T>()
    {
        try
        {
            _ = new WebhookReader<BrokenTypes.Event<T>>(["secret"]);
            return null;
        }
        catch (InvalidOperationException e)
        {
            return e.Message;
        }
    }

    private sealed class Handler : IWebhookHandler<BrokenTypes.Event<BrokenTypes.Outer>>
    {
        public Task HandleAsync(BrokenTypes.Event<BrokenTypes.Outer> webhookEvent, WebhookContext context) => Task.CompletedTask;
    }
}
