namespace Webhooks.Receiver.Tests;

/// <summary>Senders of every shape that a scheme can have: the four signed providers and five well-known others.</summary>
internal static class Senders
{
    private const string PlainSecret = "a-secret-of-the-tests-4f1c";

    public static Sender Cue { get; } = new()
    {
        Name = "cue",
        Scheme = VectorSchemes.Of("cue"),
        Secret = PlainSecret,
        Key = Sender.Utf8(PlainSecret),
        Write = (_, mac) => "sha256=" + Sender.Hex(mac),
    };

    public static Sender CueApi { get; } = new()
    {
        Name = "cueapi",
        Scheme = VectorSchemes.CueApi,
        Secret = "whsec_" + PlainSecret,
        Key = Sender.Utf8("whsec_" + PlainSecret),
        Before = time => time + ".",
        Write = (_, mac) => "v1=" + Sender.Hex(mac),
    };

    public static Sender CubeConnect { get; } = new()
    {
        Name = "cubeconnect",
        Scheme = VectorSchemes.CubeConnect,
        Secret = PlainSecret,
        Key = Sender.Utf8(PlainSecret),
        Before = time => time + ".",
        Write = (_, mac) => Sender.Hex(mac),
        DefaultTimestamp = "2026-03-13T20:51:14+03:00",
    };

    public static Sender AdGem { get; } = new()
    {
        Name = "adgem",
        Scheme = VectorSchemes.AdGem,
        Secret = PlainSecret,
        Key = Sender.Utf8(PlainSecret),
        Write = (_, mac) => Sender.Hex(mac),
    };

    public static Sender Stripe { get; } = new()
    {
        Name = "stripe",
        Scheme = StripeEvent.Provider.Scheme!,
        Secret = "whsec_" + PlainSecret,
        Key = Sender.Utf8("whsec_" + PlainSecret),
        Before = time => time + ".",
        Write = (time, mac) => $"t={time},v1={Sender.Hex(mac)}",
    };

    public static Sender StandardWebhooks { get; } = new()
    {
        Name = "standard-webhooks",
        Scheme = StandardEvent.Provider.Scheme!,
        Secret = "whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw",
        Key = Convert.FromBase64String("MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw"),
        Id = "msg_p5jXN8AQM9LWM0D4loKWxJek",
        Before = time => $"msg_p5jXN8AQM9LWM0D4loKWxJek.{time}.",
        Write = (_, mac) => "v1," + Convert.ToBase64String(mac),
    };

    public static Sender Slack { get; } = new()
    {
        Name = "slack",
        Scheme = SlackCommand.Provider.Scheme!,
        Secret = PlainSecret,
        Key = Sender.Utf8(PlainSecret),
        Before = time => $"v0:{time}:",
        Write = (_, mac) => "v0=" + Sender.Hex(mac),
    };

    public static Sender Shopify { get; } = new()
    {
        Name = "shopify",
        Scheme = ShopifyEvent.Provider.Scheme!,
        Secret = PlainSecret,
        Key = Sender.Utf8(PlainSecret),
        Write = (_, mac) => Convert.ToBase64String(mac),
    };

    public static Sender HexKey { get; } = new()
    {
        Name = "hex-key",
        Scheme = new SignatureScheme { Header = "X-Signature", SecretEncoding = SecretEncoding.Hex },
        Secret = "00ff80A5c37e19d244b6085f",
        Key = [0x00, 0xff, 0x80, 0xa5, 0xc3, 0x7e, 0x19, 0xd2, 0x44, 0xb6, 0x08, 0x5f],
        Write = (_, mac) => Sender.Hex(mac),
    };

    public static IReadOnlyList<Sender> All { get; } =
        [Cue, CueApi, CubeConnect, AdGem, Stripe, StandardWebhooks, Slack, Shopify, HexKey];

    public static TheoryData<string> Names => [.. All.Select(sender => sender.Name)];

    public static TheoryData<string> NamesOfTimestamped =>
        [.. All.Where(sender => sender.Scheme.Timestamp is not null).Select(sender => sender.Name)];

    public static Sender Of(string name) => All.Single(sender => sender.Name == name);
}
