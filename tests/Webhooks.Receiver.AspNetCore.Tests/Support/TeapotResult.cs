using Microsoft.AspNetCore.Http;

namespace Webhooks.Receiver.AspNetCore.Tests.Support;

/// <summary>A result of a test's own, with a status, a header and a body.</summary>
internal sealed class TeapotResult(int status) : IResult
{
    public async Task ExecuteAsync(HttpContext httpContext)
    {
        httpContext.Response.StatusCode = status;
        httpContext.Response.Headers["X-Pot"] = "tea";
        httpContext.Response.ContentType = "text/plain";
        await httpContext.Response.StartAsync();
        await httpContext.Response.BodyWriter.WriteAsync("short and stout"u8.ToArray());
        await httpContext.Response.CompleteAsync();
    }
}
