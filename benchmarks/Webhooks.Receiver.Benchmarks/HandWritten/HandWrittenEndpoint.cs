using System.Text.Json;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;

namespace Webhooks.Receiver.Benchmarks.HandWritten;

/// <summary>
/// The endpoint that a competent developer writes from Cue's page in an afternoon, to compare with: the body in an array, its
/// signature, the event by its type. No deduplication, no limits, no metrics.
/// </summary>
internal static class HandWrittenEndpoint
{
    public static void Map(IEndpointRouteBuilder endpoints, string path, string secret, Func<HandWrittenClickData, Task> track)
    {
        var verifier = new HandWrittenVerifier(secret);
        endpoints.MapPost(path, async (HttpRequest request, CancellationToken cancellationToken) =>
        {
            using var buffer = new MemoryStream();
            await request.Body.CopyToAsync(buffer, cancellationToken);
            byte[] body = buffer.ToArray();
            if (!verifier.IsAuthentic(body, request.Headers["cue-signature"]))
            {
                return Results.Unauthorized();
            }

            HandWrittenEvent? e = JsonSerializer.Deserialize(body, HandWrittenJsonContext.Default.HandWrittenEvent);
            switch (e?.Type)
            {
                case "ad.click":
                    await track(e.Data.Deserialize(HandWrittenJsonContext.Default.HandWrittenClickData)!);
                    break;
            }

            return Results.Ok();
        });
    }
}
