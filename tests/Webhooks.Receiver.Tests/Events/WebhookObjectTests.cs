using System.Text;
using Webhooks.Receiver.Cue;

namespace Webhooks.Receiver.Tests;

public sealed class WebhookObjectTests
{
    [Theory]
    [InlineData("ad.click", "CueAdClick")]
    [InlineData("new.type", "CueUnknownEvent")]
    public void ToString_OfAnEvent_NamesItsTypeOnly(string type, string name)
    {
        byte[] body = Encoding.UTF8.GetBytes(CueDelivery.ClickBody("canary").Replace("ad.click", type, StringComparison.Ordinal));
        CueEvent e = CueWebhooks.Parse(body);

        e.ToString().Should().Be(name);
        CueEvent.Provider.Parse(new WebhookPayload(body, WebhookHeaders.Empty)).ToString().Should().Be("Parsed");
        (e is CueAdClick click ? click.Data.ToString() : "CueAdClickData").Should().Be("CueAdClickData");
    }
}
