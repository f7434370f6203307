using System.Net;
using Microsoft.Extensions.Logging;
using Webhooks.Receiver.AspNetCore.Tests.Support;

namespace Webhooks.Receiver.AspNetCore.Tests.Issues;

/// <summary>A handler's exception that throws where it is printed is answered 500, and its event is handled when it comes again.</summary>
public sealed class UnprintableExceptions_9_16
{
    [Theory]
    [InlineData(CueRequest.DefaultPath)]
    [InlineData("/free-form")]
    public async Task Handler_ThrowsWhatCannotBePrinted_AnswersAsForAnyException(string path)
    {
        using var printing = new PrintingLogger();
        int handled = 0;
        await using WebhookApp app = await WebhookApp.HandleBothWaysAsync(
            _ => ++handled == 1 ? throw new UnprintableException() : Task.CompletedTask,
            options => options.Builder = builder => builder.Logging.AddProvider(printing));

        (await app.StatusOfAsync(CueRequest.Click(), path)).Should().Be(HttpStatusCode.InternalServerError);
        (await app.StatusOfAsync(CueRequest.Click(), path)).Should().Be(HttpStatusCode.OK, "the claim was released");
        (await app.StatusOfAsync(CueRequest.Click(), path)).Should().Be(HttpStatusCode.OK);

        handled.Should().Be(2);
        printing.Printed.Should().ContainSingle(text => text.StartsWith("1004 ", StringComparison.Ordinal))
            .Which.Should().Contain(typeof(UnprintableException).FullName);
        app.Logs.Errors.Should().OnlyContain(entry => entry.Id.Id == 1004, "nothing but the handler failed");
    }
}
