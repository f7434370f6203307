using Webhooks.Receiver.AdGem;
using Webhooks.Receiver.CubeConnect;
using Webhooks.Receiver.Cue;
using Webhooks.Receiver.CueApi;
using Webhooks.Receiver.Sori;

namespace QuickStart;

/// <summary>The answer to <c>GET /</c>.</summary>
internal static class FrontPage
{
    public static string Text { get; } = $"""
        This sample of Webhooks.Receiver receives webhooks of five providers. When it started, it sent itself a few deliveries;
        the table in its console shows what became of each.

        What to look at:

          GET /events                   the events that its handlers got, as JSON
          samples/QuickStart/Program.cs the whole app: one line for each endpoint
          samples/QuickStart/Sender.cs  how a delivery is signed, if you want to send more

        Where it receives, with POST and the secrets of appsettings.Development.json:

          {CueEvent.Provider.DefaultPath}
          {CueApiEvent.Provider.DefaultPath}
          {CubeConnectEvent.Provider.DefaultPath}
          {AdGemEvent.Provider.DefaultPath}
          {SoriEvent.Provider.DefaultPath}

        """;
}
