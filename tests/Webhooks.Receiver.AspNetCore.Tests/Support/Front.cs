using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.HttpLogging;
using Microsoft.Extensions.DependencyInjection;

namespace Webhooks.Receiver.AspNetCore.Tests.Support;

/// <summary>Middleware that apps have in front of their endpoints, and that has to do with bodies or with exceptions.</summary>
internal static class Front
{
    public const string None = "nothing", Buffering = "buffering", Decompression = "decompression", HttpLogging = "HTTP logging",
        ExceptionHandler = "an exception handler", Everything = "everything";

    public static IReadOnlyList<string> All { get; } = [None, Buffering, Decompression, HttpLogging, ExceptionHandler, Everything];

    public static void Use(WebApplication app, string front)
    {
        if (front is ExceptionHandler or Everything)
        {
            app.UseExceptionHandler(error => error.Run(http => http.Response.WriteAsync("sorry")));
        }

        if (front is HttpLogging or Everything)
        {
            app.UseHttpLogging();
        }

        if (front is Decompression or Everything)
        {
            app.UseRequestDecompression();
        }

        if (front is Buffering or Everything)
        {
            app.Use((HttpContext http, RequestDelegate next) =>
            {
                http.Request.EnableBuffering();
                return next(http);
            });
        }
    }

    public static void AddServices(WebApplicationBuilder builder)
    {
        builder.Services.AddRequestDecompression();
        builder.Services.AddHttpLogging(options => options.LoggingFields = HttpLoggingFields.All);
    }
}
