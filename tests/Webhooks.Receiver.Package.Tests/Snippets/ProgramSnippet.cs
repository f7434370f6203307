#region program
using Webhooks.Receiver.Cue;
#endregion

using Microsoft.AspNetCore.Builder;
using Microsoft.Extensions.DependencyInjection;

namespace Snippets;

internal static class ProgramSnippet
{
    public static void Run(string[] args)
    {
        #region program
        var builder = WebApplication.CreateBuilder(args);
        builder.Services.AddWebhooks(); // secrets and limits from the "Webhooks" configuration section
        var app = builder.Build();

        app.MapWebhook<CueEvent>("/webhooks/cue", async (e, context) =>
        {
            switch (e)
            {
                case CueAdClick click: await Track(click.Data.ClickId, context.CancellationToken); break;
                case CueUnknownEvent u: /* genuine, of a type or shape this version does not know: u.Type, u.Data */ break;
            }
        });
        app.Run();
        #endregion
    }

    private static Task Track(string clickId, CancellationToken cancellationToken) => Task.CompletedTask;
}
