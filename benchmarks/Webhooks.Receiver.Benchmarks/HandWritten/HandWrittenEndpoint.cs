using System.Text.Json;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;

namespace Webhooks.Receiver.Benchmarks.HandWritten;

/// <summary>
/// What a competent developer writes from Cue's page in an afternoon, and what ours is compared with: the body in an array, its
/// signature, the event by its type. No deduplication, no limits, no metrics.
/// </summary>
internal static class HandWrittenEndpoint
{
    public static void Map(IEndpointRouteBuilder endpoints, string path, string secret, Func<HandWrittenClickData, Task> track)
    {
        var verifier = new HandWrittenVerifier(secret);
        endpoints.MapPost(path, (RequestDelegate)(http => ReceiveAsync(http, verifier, track)));
    }

    private static async Task ReceiveAsync(HttpContext http, HandWrittenVerifier verifier, Func<HandWrittenClickData, Task> track)
    {
        using var buffer = new MemoryStream();
        await http.Request.Body.CopyToAsync(buffer, http.RequestAborted);
        byte[] body = buffer.ToArray();
        if (!verifier.IsGenuine(body, http.Request.Headers["cue-signature"]))
        {
            http.Response.StatusCode = StatusCodes.Status401Unauthorized;
            return;
        }

        HandWrittenEvent? e = JsonSerializer.Deserialize(body, HandWrittenJsonContext.Default.HandWrittenEvent);
        switch (e?.Type)
        {
            case "ad.click":
                await track(e.Data.Deserialize(HandWrittenJsonContext.Default.HandWrittenClickData)!);
                break;
        }

        http.Response.StatusCode = StatusCodes.Status200OK;
    }
}
