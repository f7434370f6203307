using System.Net;
using System.Text;
using System.Text.Json;

namespace Webhooks.Receiver.Catalog.Tests;

/// <summary>What is the same for every provider of the catalogue, over a socket. The deliveries are signed by none of our code.</summary>
public sealed class CatalogRoomTests
{
    public static TheoryData<string> Names => Rooms.Names;

    public static TheoryData<string> NamesOfThoseWithIds => Rooms.Where(room => room.Id(1) is not null);

    public static TheoryData<string> NamesOfThoseThatSign => Rooms.Where(room => room.SignsBody);

    public static TheoryData<string> NamesOfThoseThatSignATime => Rooms.Where(room => room.SignsTime);

    [Theory]
    [MemberData(nameof(Names))]
    public async Task MapWebhook_EventsOfOneInstant_AreEachHandledOnce(string name)
    {
        Room room = Rooms.Named(name);
        await using CatalogApp app = await CatalogApp.StartAsync(room);

        foreach (int number in (int[])[1, 2, 1, 3, 2])
        {
            (await app.StatusOfAsync(room.Message(number))).Should().Be(HttpStatusCode.OK);
        }

        app.Handled.Should().HaveCount(3);
        app.Handled.Select(handled => handled.Event.Id).Should().Equal(room.Id(1), room.Id(2), room.Id(3));
        app.Handled.Should().OnlyContain(handled => handled.Event.Type == room.Type);
        app.Handled.Select(handled => handled.Authenticated.HasFlag(AuthenticatedParts.Identity)).Should().AllBeEquivalentTo(room.SignsItsId);
        app.Handled.Select(handled => handled.Authenticated.HasFlag(AuthenticatedParts.Body)).Should().AllBeEquivalentTo(room.SignsBody);
        app.Logs.ErrorTexts.Should().BeEmpty();
    }

    [Theory]
    [MemberData(nameof(NamesOfThoseWithIds))]
    public async Task MapWebhook_RetryWithAnotherBody_IsTheSameEvent(string name)
    {
        Room room = Rooms.Named(name);
        await using CatalogApp app = await CatalogApp.StartAsync(room);

        (await app.StatusOfAsync(room.Message(1, "first"))).Should().Be(HttpStatusCode.OK);
        (await app.StatusOfAsync(room.Message(1, "second"))).Should().Be(HttpStatusCode.OK);

        app.Handled.Should().ContainSingle().Which.Event.Json.GetRawText().Should().Contain("first");
    }

    [Theory]
    [MemberData(nameof(NamesOfThoseThatSign))]
    public async Task MapWebhook_AnyBitOfTheBodyChanged_IsRefused(string name)
    {
        Room room = Rooms.Named(name);
        await using CatalogApp app = await CatalogApp.StartAsync(room);
        string body = room.Body(1, "");

        for (int i = 0; i < body.Length; i += 11)
        {
            using HttpRequestMessage message = room.Message(1);
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
        Room room = Rooms.Named(name);
        await using CatalogApp app = await CatalogApp.StartAsync(room);
        string body = room.Body(1, "");
        KeyValuePair<string, string>[] headers = room.Sign(new Sending(room.Secret, body, Room.Now, "msg_1", room.Url));

        foreach ((int index, (string header, string value)) in headers.Index())
        {
            // A character that is a digit of the time, a digit of the MAC or a letter of the id, whatever it is.
            int place = value.LastIndexOfAny([.. "0123456789"]);
            string other = value[..place] + (value[place] == '1' ? '2' : '1') + value[(place + 1)..];
            KeyValuePair<string, string>[] rest = [.. headers[..index], .. headers[(index + 1)..], .. room.Headers(1)];
            (await app.StatusOfAsync(room.ToMessage(body, rest, room.Provider.DefaultPath))).Should().Be(HttpStatusCode.Unauthorized, header);
            (await app.StatusOfAsync(room.ToMessage(body, [.. rest, new(header, other)], room.Provider.DefaultPath))).Should().Be(HttpStatusCode.Unauthorized, header);
        }

        app.Handled.Should().BeEmpty();
    }

    [Theory]
    [MemberData(nameof(Names))]
    public async Task MapWebhook_SignedWithAnotherSecret_IsRefused(string name)
    {
        Room room = Rooms.Named(name);
        await using CatalogApp app = await CatalogApp.StartAsync(room);
        string other = room.Secret.StartsWith("whsec_", StringComparison.Ordinal) ? "whsec_AAAArandomAAAAsecretAAAAsecret00" : $"{room.Secret}0";

        (await app.StatusOfAsync(room.Message(room.Body(1, ""), 1, secret: other))).Should().Be(HttpStatusCode.Unauthorized);

        app.Handled.Should().BeEmpty();
    }

    [Theory]
    [MemberData(nameof(NamesOfThoseThatSignATime))]
    public async Task MapWebhook_SignedTooLongAgo_IsRefused(string name)
    {
        Room room = Rooms.Named(name);
        TimeSpan tolerance = room.Provider.Scheme!.Timestamp!.Tolerance;
        await using CatalogApp app = await CatalogApp.StartAsync(room);

        (await app.StatusOfAsync(room.Message(room.Body(1, ""), 1, Room.Now - tolerance - TimeSpan.FromSeconds(2)))).Should().Be(HttpStatusCode.Unauthorized);
        (await app.StatusOfAsync(room.Message(room.Body(1, ""), 1, Room.Now - tolerance + TimeSpan.FromSeconds(2)))).Should().Be(HttpStatusCode.OK);

        app.Handled.Should().ContainSingle();
    }

    [Theory]
    [MemberData(nameof(Names))]
    public async Task MapWebhook_ShapeThatNobodyHasSeen_IsKept(string name)
    {
        Room room = Rooms.Named(name);
        await using CatalogApp app = await CatalogApp.StartAsync(room);
        string[] shapes = ["""{"unheard":{"of":[1,null,"x"]}}""", """{"type":5,"id":{},"event":[],"events":0,"data":null}""", "[[1],2]", "\"text\"", "null", "{}"];

        shapes = room.ContentType == "application/x-www-form-urlencoded" ? [.. shapes.Where(shape => shape[0] is '{' or '[')] : shapes; // a form has no braces

        foreach ((int number, string shape) in shapes.Index())
        {
            (await app.StatusOfAsync(room.Message(room.Wrap(shape), 100 + number))).Should().Be(HttpStatusCode.OK, shape);
        }

        app.Handled.Select(handled => handled.Event.Json.GetRawText()).Should().Equal(shapes);
        app.Handled.Should().OnlyContain(handled => handled.Event.Type.Length > 0);
        app.Logs.ErrorTexts.Should().BeEmpty();
    }

    [Theory]
    [MemberData(nameof(Names))]
    public async Task MapWebhook_AuthenticButNoStrictJson_IsMalformed(string name)
    {
        Room room = Rooms.Named(name);
        await using CatalogApp app = await CatalogApp.StartAsync(room);
        string deep = new string('[', 66) + new string(']', 66);

        foreach ((int number, string body) in ((string[])["{", """{"a":1,"a":2}""", deep]).Index())
        {
            (await app.StatusOfAsync(room.Message(body, number))).Should().Be(HttpStatusCode.BadRequest, body);
        }

        app.Handled.Should().BeEmpty();
    }

    [Theory]
    [MemberData(nameof(Names))]
    public void Sender_EachProvider_IsUsableWithItsDefaults(string name)
    {
        SenderBehavior sender = Rooms.Named(name).Provider.Sender;

        sender.Deadline.Should().BePositive();
        sender.DefaultLease.Should().BePositive().And.BeLessThan(sender.ShortestRetryWindow);
        sender.LongestRetryWindow.Should().BeGreaterThanOrEqualTo(sender.ShortestRetryWindow).And.BeLessThan(TimeSpan.FromDays(7));
    }

    [Fact]
    public void Rooms_AreAllThatTheCatalogueHas() => Rooms.All.Select(room => room.Provider.EventType).Should().BeEquivalentTo(
        typeof(CatalogEvent).Assembly.GetExportedTypes().Where(type => !type.IsAbstract && type.IsAssignableTo(typeof(CatalogEvent))));

    [Theory]
    [MemberData(nameof(Names))]
    public void ToString_AnyEvent_HasNoneOfItsContent(string name)
    {
        Type type = Rooms.Named(name).Provider.EventType;

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
