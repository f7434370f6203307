using System.Net;
using System.Text;
using System.Text.Json;

namespace Webhooks.Receiver.Catalog.Tests;

/// <summary>What is the same for every provider of the catalogue, over a socket. The deliveries are signed by none of our code.</summary>
public sealed class CatalogProviderTests
{
    public static TheoryData<string> Names => ProviderCases.Names;

    public static TheoryData<string> NamesOfThoseWithIds => ProviderCases.Where(one => one.Id(1) is not null);

    public static TheoryData<string> NamesOfThoseThatSign => ProviderCases.Where(one => one.SignsBody);

    public static TheoryData<string> NamesOfThoseThatSignATime => ProviderCases.Where(one => one.SignsTime);

    [Theory]
    [MemberData(nameof(Names))]
    public async Task MapWebhook_EventsOfOneInstant_AreEachHandledOnce(string name)
    {
        ProviderCase one = ProviderCases.Named(name);
        await using CatalogApp app = await CatalogApp.StartAsync(one);

        foreach (int number in (int[])[1, 2, 1, 3, 2])
        {
            (await app.StatusOfAsync(one.Message(number))).Should().Be(HttpStatusCode.OK);
        }

        app.Handled.Should().HaveCount(3);
        app.Handled.Select(handled => handled.Event.Id).Should().Equal(one.Id(1), one.Id(2), one.Id(3));
        app.Handled.Should().OnlyContain(handled => handled.Event.Type == one.Type);
        app.Handled.Select(handled => handled.Authenticated.HasFlag(AuthenticatedParts.Identity)).Should().AllBeEquivalentTo(one.SignsItsId);
        app.Handled.Select(handled => handled.Authenticated.HasFlag(AuthenticatedParts.Body)).Should().AllBeEquivalentTo(one.SignsBody);
        app.Logs.ErrorTexts.Should().BeEmpty();
    }

    [Theory]
    [MemberData(nameof(NamesOfThoseWithIds))]
    public async Task MapWebhook_RetryWithAnotherBody_IsTheSameEvent(string name)
    {
        ProviderCase one = ProviderCases.Named(name);
        await using CatalogApp app = await CatalogApp.StartAsync(one);

        (await app.StatusOfAsync(one.Message(1, "first"))).Should().Be(HttpStatusCode.OK);
        (await app.StatusOfAsync(one.Message(1, "second"))).Should().Be(HttpStatusCode.OK);

        app.Handled.Should().ContainSingle().Which.Event.Json.GetRawText().Should().Contain("first");
    }

    [Theory]
    [MemberData(nameof(NamesOfThoseThatSign))]
    public async Task MapWebhook_AnyBitOfTheBodyChanged_IsRefused(string name)
    {
        ProviderCase one = ProviderCases.Named(name);
        await using CatalogApp app = await CatalogApp.StartAsync(one);
        string body = one.Body(1, "");

        for (int i = 0; i < body.Length; i += 11)
        {
            using HttpRequestMessage message = one.Message(1);
            byte[] changed = Encoding.UTF8.GetBytes(body);
            changed[i] ^= 1;
            var content = new ByteArrayContent(changed);
            content.Headers.ContentType = message.Content!.Headers.ContentType;
            message.Content = content;
            (await app.StatusOfAsync(message)).Should().Be(HttpStatusCode.Unauthorized);
        }

        app.Handled.Should().BeEmpty();
    }

    [Theory]
    [MemberData(nameof(Names))]
    public async Task MapWebhook_SignedHeaderChangedOrMissing_IsRefused(string name)
    {
        ProviderCase one = ProviderCases.Named(name);
        await using CatalogApp app = await CatalogApp.StartAsync(one);
        string body = one.Body(1, "");
        KeyValuePair<string, string>[] headers = one.Sign(new Sending(one.Secret, body, ProviderCase.Now, "msg_1", one.Url));

        foreach ((int index, (string header, string value)) in headers.Index())
        {
            // A character that is a digit of the time, a digit of the MAC or a letter of the id, whatever it is.
            int place = value.LastIndexOfAny([.. "0123456789"]);
            string other = value[..place] + (value[place] == '1' ? '2' : '1') + value[(place + 1)..];
            KeyValuePair<string, string>[] rest = [.. headers[..index], .. headers[(index + 1)..], .. one.Headers(1)];
            (await app.StatusOfAsync(one.ToMessage(body, rest, one.Provider.DefaultPath))).Should().Be(HttpStatusCode.Unauthorized, header);
            (await app.StatusOfAsync(one.ToMessage(body, [.. rest, new(header, other)], one.Provider.DefaultPath))).Should().Be(HttpStatusCode.Unauthorized, header);
        }

        app.Handled.Should().BeEmpty();
    }

    [Theory]
    [MemberData(nameof(Names))]
    public async Task MapWebhook_SignedWithAnotherSecret_IsRefused(string name)
    {
        ProviderCase one = ProviderCases.Named(name);
        await using CatalogApp app = await CatalogApp.StartAsync(one);
        string other = one.Secret.StartsWith("whsec_", StringComparison.Ordinal) ? "whsec_AAAArandomAAAAsecretAAAAsecret00" : $"{one.Secret}0";

        (await app.StatusOfAsync(one.Message(one.Body(1, ""), 1, secret: other))).Should().Be(HttpStatusCode.Unauthorized);

        app.Handled.Should().BeEmpty();
    }

    [Theory]
    [MemberData(nameof(NamesOfThoseThatSignATime))]
    public async Task MapWebhook_SignedTooLongAgo_IsRefused(string name)
    {
        ProviderCase one = ProviderCases.Named(name);
        TimeSpan tolerance = one.Provider.Scheme!.Timestamp!.Tolerance;
        await using CatalogApp app = await CatalogApp.StartAsync(one);

        (await app.StatusOfAsync(one.Message(one.Body(1, ""), 1, ProviderCase.Now - tolerance - TimeSpan.FromSeconds(2)))).Should().Be(HttpStatusCode.Unauthorized);
        (await app.StatusOfAsync(one.Message(one.Body(1, ""), 1, ProviderCase.Now - tolerance + TimeSpan.FromSeconds(2)))).Should().Be(HttpStatusCode.OK);

        app.Handled.Should().ContainSingle();
    }

    [Theory]
    [MemberData(nameof(Names))]
    public async Task MapWebhook_ShapeThatNobodyHasSeen_IsKept(string name)
    {
        ProviderCase one = ProviderCases.Named(name);
        await using CatalogApp app = await CatalogApp.StartAsync(one);
        string[] shapes = ["""{"unheard":{"of":[1,null,"x"]}}""", """{"type":5,"id":{},"event":[],"events":0,"data":null}""", "[[1],2]", "\"text\"", "null", "{}"];

        shapes = one.ContentType == "application/x-www-form-urlencoded" ? [.. shapes.Where(shape => shape[0] is '{' or '[')] : shapes; // a form has no braces

        foreach ((int number, string shape) in shapes.Index())
        {
            (await app.StatusOfAsync(one.Message(one.Wrap(shape), 100 + number))).Should().Be(HttpStatusCode.OK, shape);
        }

        app.Handled.Select(handled => handled.Event.Json.GetRawText()).Should().Equal(shapes);
        app.Handled.Should().OnlyContain(handled => handled.Event.Type.Length > 0);
        app.Logs.ErrorTexts.Should().BeEmpty();
    }

    [Theory]
    [MemberData(nameof(Names))]
    public async Task MapWebhook_AuthenticButNoStrictJson_IsMalformed(string name)
    {
        ProviderCase one = ProviderCases.Named(name);
        await using CatalogApp app = await CatalogApp.StartAsync(one);
        string deep = new string('[', 66) + new string(']', 66);

        foreach ((int number, string body) in ((string[])["{", """{"a":1,"a":2}""", deep]).Index())
        {
            (await app.StatusOfAsync(one.Message(body, number))).Should().Be(HttpStatusCode.BadRequest, body);
        }

        app.Handled.Should().BeEmpty();
    }

    [Theory]
    [MemberData(nameof(Names))]
    public void Sender_EachProvider_IsUsableWithItsDefaults(string name)
    {
        SenderBehavior sender = ProviderCases.Named(name).Provider.Sender;

        sender.Deadline.Should().BePositive();
        sender.DefaultLease.Should().BePositive().And.BeLessThan(sender.ShortestRetryWindow);
        sender.LongestRetryWindow.Should().BeGreaterThanOrEqualTo(sender.ShortestRetryWindow).And.BeLessThan(TimeSpan.FromDays(7));
    }

    [Fact]
    public void Providers_AreAllThatTheCatalogueHas() => ProviderCases.All.Select(one => one.Provider.EventType).Should().BeEquivalentTo(
        typeof(CatalogEvent).Assembly.GetExportedTypes().Where(type => !type.IsAbstract && type.IsAssignableTo(typeof(CatalogEvent))));

    [Theory]
    [MemberData(nameof(Names))]
    public void ToString_AnyEvent_HasNoneOfItsContent(string name)
    {
        Type type = ProviderCases.Named(name).Provider.EventType;

        Activator.CreateInstance(type)!.ToString().Should().Be(type.Name);
    }

    [Fact]
    public void As_JsonThatDoesNotFit_QuotesNothing()
    {
        var e = new StripeEvent { Json = JsonElement.Parse("""{"canary-name":"canary"}""") };

        Action read = () => e.As(CatalogTestJsonContext.Default.DictionaryStringInt32);

        JsonException exception = read.Should().Throw<JsonException>().Which;
        exception.ToString().Should().NotContain("canary");
        exception.Message.Should().Be("The JSON of a StripeEvent cannot be read as Dictionary`2.");
    }

    [Fact]
    public void As_JsonThatFits_IsRead() =>
        new StripeEvent { Json = JsonElement.Parse("""{"n":5}""") }.As(CatalogTestJsonContext.Default.DictionaryStringInt32).Should().Equal(new Dictionary<string, int> { ["n"] = 5 });
}
