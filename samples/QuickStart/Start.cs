using Microsoft.AspNetCore.Connections;

namespace QuickStart;

/// <summary>Starts the sample, and says in one sentence what to do if its address is in use.</summary>
internal static class Start
{
    /// <summary>The host logs a failed start with its stack, and throws it as well: once is enough.</summary>
    public static void SilenceFailedStart(this WebApplicationBuilder builder) =>
        builder.Logging.AddFilter("Microsoft.Extensions.Hosting.Internal.Host", LogLevel.None);

    /// <returns>Whether the app listens.</returns>
    public static async Task<bool> TryStartAsync(this WebApplication app)
    {
        try
        {
            await app.StartAsync();
            return true;
        }
        catch (IOException e) when (e.InnerException is AddressInUseException)
        {
            await Console.Error.WriteLineAsync(
                $"{e.Message.TrimEnd('.')}; stop what listens there, or take a free port with --urls http://127.0.0.1:0.");
            await app.DisposeAsync();
            return false;
        }
    }
}
