using System.Diagnostics;

namespace Webhooks.Receiver.Catalog.Tests;

/// <summary>The senders' own libraries for Node, in a folder that goes with the tests.</summary>
public sealed class NodePackages : IDisposable
{
    private static readonly TimeSpan _limit = TimeSpan.FromMinutes(10); // npm writes 240 MB, next to other tests

    private static readonly string[] _packages =
    [
        "stripe@23.1.0", "@octokit/webhooks-methods@6.0.0", "standardwebhooks@1.1.1", "svix@2.5.0", "twilio@6.2.0", "@linear/sdk@98.0.0",
        "@hubspot/api-client@14.0.1", "@sendgrid/eventwebhook@8.0.0", "@shopify/shopify-api@15.0.0", "@slack/bolt@5.1.0", "square@46.0.0",
    ];

    private readonly string _folder = Directory.CreateTempSubdirectory("webhooks-senders-").FullName;

    public NodePackages()
    {
        if (MissingReason is not null)
        {
            return; // the tests are skipped
        }

        File.WriteAllText(Path.Combine(_folder, "package.json"), "{}");
        _ = Run("npm", ["install", "--no-audit", "--no-fund", "--ignore-scripts", .. _packages], _folder, "");
    }

    /// <summary>Why there are none here; null if there are.</summary>
    internal static string? MissingReason { get; } = !IsInstalled("node") || !IsInstalled("npm")
        ? "Node with npm is not installed here."
        : _packages.Select(package => TryRun("npm", ["view", package, "name"], Path.GetTempPath(), "")).Any(result => result.ExitCode != 0 || result.Output.Length == 0)
            ? "The package source here does not have the senders' libraries."
            : null;

    /// <summary>Runs a script of Senders/ with the packages.</summary>
    /// <returns>What it printed.</returns>
    public string Run(string script, string input, params string[] arguments)
    {
        string copy = Path.Combine(_folder, script);
        File.Copy(Path.Combine(AppContext.BaseDirectory, "Senders", script), copy, overwrite: true);
        return Run("node", [copy, .. arguments], _folder, input);
    }

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    private static string Run(string program, string[] arguments, string folder, string input)
    {
        (int exitCode, string output) = TryRun(program, arguments, folder, input);
        return exitCode == 0 ? output : throw new InvalidOperationException($"{program} ended with {exitCode}: {output}");
    }

    private static bool IsInstalled(string program) => (Environment.GetEnvironmentVariable("PATH") ?? "")
        .Split(Path.PathSeparator, StringSplitOptions.RemoveEmptyEntries)
        .Any(folder => File.Exists(Path.Combine(folder, program)) || File.Exists(Path.Combine(folder, $"{program}.cmd")));

    private static (int ExitCode, string Output) TryRun(string program, string[] arguments, string folder, string input)
    {
        using var process = new Process
        {
            StartInfo = new ProcessStartInfo(program, arguments)
            {
                WorkingDirectory = folder,
                RedirectStandardInput = true,
                RedirectStandardOutput = true,
                RedirectStandardError = true,
            },
        };
        process.Start();
        Task<string> output = process.StandardOutput.ReadToEndAsync();
        Task<string> errors = process.StandardError.ReadToEndAsync();
        process.StandardInput.Write(input);
        process.StandardInput.Close();
        if (!process.WaitForExit(_limit))
        {
            process.Kill(entireProcessTree: true);
            return (-1, "It took too long.");
        }

        string printed = output.GetAwaiter().GetResult();
        return (process.ExitCode, process.ExitCode == 0 ? printed : errors.GetAwaiter().GetResult());
    }
}
