namespace QuickStart;

/// <summary>The sample's own arguments; all others are the host's, such as <c>--urls</c>.</summary>
internal sealed record CommandLine(bool IsOnce, bool IsHelpWanted, string[] Rest)
{
    private const string Once = "--once";

    private static readonly string[] _help = ["--help", "-h", "-?"];

    public const string Usage = """
        Receives webhooks of five providers at their default paths, sends a few to itself, and shows the results.

        Usage: dotnet run --project samples/QuickStart [-- options]

          --once         Exit after the table: 0 if every row is as expected, 1 if not.
          --urls <urls>  Listen there instead of at http://127.0.0.1:5080.
          --help         Show this.

        GET / says what to look at. GET /events lists the handled events as JSON. The usual configuration applies, such as the environment
        variables ASPNETCORE_URLS and Webhooks__Cue__Secrets__0.
        """;

    public static CommandLine Parse(string[] args) => new(
        args.Contains(Once),
        args.Any(argument => _help.Contains(argument)),
        [.. args.Where(argument => argument != Once && !_help.Contains(argument))]);
}
