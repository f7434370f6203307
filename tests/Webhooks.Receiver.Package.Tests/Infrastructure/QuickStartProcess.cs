using System.Text.RegularExpressions;

namespace Webhooks.Receiver.Package.Tests;

/// <summary>The sample as a process.</summary>
internal static partial class QuickStartProcess
{
    public const string Secret = "a secret of the test";

    public static readonly TimeSpan Limit = TimeSpan.FromMinutes(1);

    /// <summary>As a newcomer runs it.</summary>
    public static ChildProcess Run(Dictionary<string, string> environment, params string[] arguments) => ChildProcess.Start(
        "dotnet", Repository.Root, environment,
        ["run", "--project", "samples/QuickStart", "--no-build", "-c", Repository.Configuration, "--", .. arguments]);

    /// <summary>
    /// Without the SDK's command in between, so that a signal reaches the sample itself, and with the signal as it is in a terminal:
    /// whoever starts the tests in the background of a script has them ignore it, and what they start as well.
    /// </summary>
    public static ChildProcess StartAt(string urls) => ChildProcess.Start(
        "env",
        Repository.PathOf("samples", "QuickStart"),
        new Dictionary<string, string> { ["ASPNETCORE_ENVIRONMENT"] = "Development", ["Webhooks__Cue__Secrets__0"] = Secret },
        "--default-signal=INT",
        "dotnet",
        Repository.PathOf("samples", "QuickStart", "bin", Repository.Configuration, "net10.0", "QuickStart.dll"), "--urls", urls);

    /// <summary>Waits until the sample has sent its deliveries.</summary>
    public static async Task<Uri> GetAddressAsync(ChildProcess sample) =>
        new((await sample.WaitForOutputAsync(ListeningAt(), Limit)).Groups[1].Value);

    [GeneratedRegex(@"Now listening on: (http://\S+)[\s\S]*Still listening")]
    private static partial Regex ListeningAt();
}
