using System.Text.Json.Serialization;
using Microsoft.AspNetCore.Builder;
using Microsoft.Extensions.DependencyInjection;
using Webhooks.Receiver.CueApi;

namespace Snippets;

#region payload
public sealed record DailySync(string Task);

[JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.SnakeCaseLower)]
[JsonSerializable(typeof(DailySync))]
internal sealed partial class MyJsonContext : JsonSerializerContext;
#endregion

internal static class CueApiSnippet
{
    public static void Use(WebApplicationBuilder builder, Func<string, CancellationToken, Task> run)
    {
        #region cueapi
        builder.Services.AddWebhooks().AddCueApiPayload(MyJsonContext.Default.DailySync);
        var app = builder.Build();
        app.MapWebhook<CueApiEvent<DailySync>>(async (e, context) =>
        {
            if (e is CueApiExecution<DailySync> execution)
            {
                await run(execution.Payload.Task, context.CancellationToken);
            }
        });
        #endregion
    }
}
