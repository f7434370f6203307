using System.Diagnostics;

namespace Webhooks.Receiver.Tests.PostgreSql;

/// <summary>Finds and starts PostgreSQL's programs.</summary>
internal static class PostgreSqlPrograms
{
    public const string ServerUser = "postgres";

    private const string DebianFolder = "/usr/lib/postgresql";

    /// <summary>The folder of the newest installed server; null if none is installed.</summary>
    public static string? Folder { get; } = (Directory.Exists(DebianFolder) ? Directory.GetDirectories(DebianFolder) : [])
        .OrderByDescending(folder => int.TryParse(Path.GetFileName(folder), out int version) ? version : 0)
        .Select(folder => Path.Combine(folder, "bin"))
        .Concat((Environment.GetEnvironmentVariable("PATH") ?? "").Split(':', StringSplitOptions.RemoveEmptyEntries))
        .FirstOrDefault(folder => File.Exists(Path.Combine(folder, "initdb")) && File.Exists(Path.Combine(folder, "postgres")));

    public static string PathOf(string program) => Path.Combine(Folder ?? throw new InvalidOperationException("PostgreSQL is missing."), program);

    /// <summary>The command to run something as the server's user: PostgreSQL refuses to run as root.</summary>
    public static string[] AsServerUser(params string[] command) => Environment.IsPrivilegedProcess
        ? ["setpriv", $"--reuid={ServerUser}", $"--regid={ServerUser}", "--init-groups", "--", .. command]
        : command;

    public static Process Start(string[] command)
    {
        var start = new ProcessStartInfo(command[0], command[1..])
        {
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
            WorkingDirectory = "/",
        };
        start.Environment["LC_ALL"] = "C";
        return Process.Start(start)!;
    }
}
