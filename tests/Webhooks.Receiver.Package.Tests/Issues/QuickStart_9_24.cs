using System.Net;
using System.Net.Sockets;

namespace Webhooks.Receiver.Package.Tests;

/// <summary>
/// Issue 9.24: the row of a stale delivery said "handled before", an address in use was two stacks, and <c>GET /</c> was a 404.
/// </summary>
[Collection(ProcessCollection.Name)]
public sealed class QuickStart_9_24
{
    [Fact]
    public async Task Rows_OfRefusedDeliveries_SayWhy()
    {
        await using ChildProcess sample = QuickStartProcess.Run([], "--once", "--urls", "http://127.0.0.1:0");

        int exitCode = await sample.WaitForExitAsync(QuickStartProcess.Limit);

        exitCode.Should().Be(0, sample.Output);
        sample.Output.Should().MatchRegex(@"execution, stale +401 +nothing: stale, signed 10 minutes ago +ok")
            .And.MatchRegex(@"message\.status_updated, stale +401 +nothing: stale, signed 10 minutes ago +ok")
            .And.MatchRegex(@"click, wrong token +401 +nothing: another URL token +ok")
            .And.MatchRegex(@"execution, sent again +200 +nothing: handled before +ok");
    }

    [Fact]
    public async Task Start_AddressInUse_IsOneSentenceWithTheCure()
    {
        using var other = new TcpListener(IPAddress.Loopback, 0);
        other.Start();
        string address = $"http://{other.LocalEndpoint}";
        await using ChildProcess sample = QuickStartProcess.Run([], "--once", "--urls", address);

        int exitCode = await sample.WaitForExitAsync(QuickStartProcess.Limit);

        exitCode.Should().Be(1, sample.Output);
        sample.Output.Should().Contain(
            $"Failed to bind to address {address}: address already in use; stop what listens there, or take a free port with --urls http://127.0.0.1:0.")
            .And.NotContain("Exception").And.NotContain("   at ").And.NotContain("fail:");
    }

    [Fact]
    public async Task Start_NoSecret_IsSaidOnce()
    {
        await using ChildProcess sample = QuickStartProcess.Run(
            new() { ["Webhooks__Cue__Secrets__0"] = " " }, "--once", "--urls", "http://127.0.0.1:0");

        int exitCode = await sample.WaitForExitAsync(QuickStartProcess.Limit);

        exitCode.Should().NotBe(0, sample.Output);
        sample.Output.Split("Webhooks:Cue:Secrets:0 is blank").Should().HaveCount(2, sample.Output);
    }

    [Fact]
    public async Task Root_WhileListening_SaysWhatToLookAt()
    {
        await using ChildProcess sample = QuickStartProcess.StartAt("http://127.0.0.1:0");
        using var client = new HttpClient { BaseAddress = await QuickStartProcess.GetAddressAsync(sample) };

        string page = await client.GetStringAsync("/");

        page.Should().Contain("GET /events").And.Contain("samples/QuickStart/Program.cs")
            .And.Contain("/webhooks/cue\n").And.Contain("/webhooks/cueapi\n").And.Contain("/webhooks/cubeconnect\n").And.Contain("/webhooks/adgem\n")
            .And.Contain("/webhooks/sori/{token}\n").And.NotContain("EXAMPLE-ONLY");
        (await client.GetStringAsync("/events")).Should().Contain("ad.click");
    }
}
