using FsCheck;
using FsCheck.Fluent;

namespace Webhooks.Receiver.Tests;

/// <summary>Genuine requests before something was done to them.</summary>
internal static class FuzzRequests
{
    private static readonly string[] _times =
    [
        Sender.Now, "1773424574", "1773424575", "1773423974", "1773423973", "0", "01773424274", "-1", "1773424274.0", "", " ", "now", "\uff11773424274",
        "2026-03-13T17:51:14Z", "2026-03-13T20:51:14+03:00", "2026-03-13T20:51:14+0300", "2026-03-13T17:56:14.000Z",
        "2026-03-13T17:56:14.0000001Z",
        "2026-03-13T17:46:14-00:00", "2026-03-13 17:51:14Z", "2026-03-13T17:51:14", "2026-02-30T17:51:14Z", "1773424274000",
    ];

    private static readonly string[] _fragments =
        ["", " ", "\t", "0", "f", "F", "g", "=", ",", "sha256=", "v1=", "v0=", "t=", "\0", "\u00a0", "\uff10", "\ud800", new string('0', 64), "\r\n"];

    private static readonly (string Name, string Value)[] _contents =
    [
        ("Content-Type", "application/json"), ("Content-Type", "APPLICATION/JSON; charset=utf-8"), ("content-type", "application/x+json"),
        ("Content-Type", "text/plain"), ("Content-Type", "application/jsonx"), ("Content-Type", "application/+json"), ("Content-Type", "a/b/c+json"),
        ("Content-Encoding", "identity"), ("Content-Encoding", "gzip"), ("content-encoding", "identity, br"),
    ];

    private static readonly Gen<Func<FuzzRequest, FuzzRequest>> _edit = Gen.Frequency(
        (4, HeaderEdit()),
        (1, BodyEdit()),
        (1, UrlEdit()),
        (1, ContentEdit()),
        (1, MethodEdit()));

    public static Gen<FuzzRequest> Of(Gen<FuzzBody> bodies, Sender? sender) =>
        from body in bodies
        from time in Gen.Frequency((3, Gen.Constant(sender?.DefaultTimestamp ?? "")), (2, Gen.Elements(_times)))
        from edits in Gen.Frequency((1, Gen.Constant(0)), (3, Gen.Constant(1)), (2, Gen.Choose(2, 4))).SelectMany(count => _edit.ListOf(count))
        select edits.Aggregate(Genuine(body.Bytes, time, sender), (request, change) => change(request));

    private static Gen<Func<FuzzRequest, FuzzRequest>> ContentEdit() =>
        from content in Gen.Elements(_contents)
        select new Func<FuzzRequest, FuzzRequest>(request => With(request, KeyValuePair.Create(content.Name, content.Value)));

    private static Gen<Func<FuzzRequest, FuzzRequest>> MethodEdit() =>
        from method in Gen.Elements("POST", "post", "PUT", "GET", "PATCH", " POST")
        select new Func<FuzzRequest, FuzzRequest>(request => request with { Method = method });

    private static Gen<Func<FuzzRequest, FuzzRequest>> HeaderEdit() =>
        from index in Gen.Choose(0, 3)
        from at in Gen.Choose(0, 200)
        from length in Gen.Choose(0, 2)
        from fragment in Gen.Elements(_fragments)
        from kind in Gen.Choose(0, 7)
        select new Func<FuzzRequest, FuzzRequest>(request =>
            request.Headers.Count == 0 ? request : Edit(request, index % request.Headers.Count, at, length, fragment, kind));

    private static Gen<Func<FuzzRequest, FuzzRequest>> BodyEdit() =>
        from at in Gen.Choose(0, 5000)
        from value in Gen.Choose(0, 255)
        select new Func<FuzzRequest, FuzzRequest>(request => request with
        {
            Body = at >= request.Body.Length ? [.. request.Body, (byte)value] : [.. request.Body[..at], (byte)value, .. request.Body[(at + 1)..]],
        });

    private static Gen<Func<FuzzRequest, FuzzRequest>> UrlEdit() =>
        from end in Gen.Elements(
            "", "/", "?", "#", "x", "/x", "?a=/b", "%30", SoriDelivery.Token.ToUpperInvariant(), "/" + SoriDelivery.Token, "\ud800")
        select new Func<FuzzRequest, FuzzRequest>(request => request with { Url = request.Url + end });

    private static FuzzRequest Genuine(byte[] body, string time, Sender? sender)
    {
        WebhookRequest request = sender?.Request(body, time) ?? SoriDelivery.Request(body);
        return new FuzzRequest("POST", request.Url, [.. sender is null ? [] : sender.Named(sender.Sign(body, time))], body);
    }

    private static FuzzRequest Edit(FuzzRequest request, int index, int at, int length, string fragment, int kind)
    {
        KeyValuePair<string, string>[] headers = [.. request.Headers];
        (string name, string value) = headers[index];
        int start = at % (value.Length + 1);
        string changed = value[..start] + fragment + value[Math.Min(start + length, value.Length)..];
        return kind switch
        {
            0 => With(request, headers[index]),
            1 => With(request, KeyValuePair.Create(name, changed)),
            2 => request with { Headers = [.. headers[..index], .. headers[(index + 1)..]] },
            3 => Replaced(name.ToUpperInvariant(), value),
            4 => Replaced(name, value.ToUpperInvariant()),
            5 => Replaced(name + "x", value),
            _ => Replaced(name, changed),
        };

        FuzzRequest Replaced(string newName, string newValue) =>
            request with { Headers = [.. headers[..index], KeyValuePair.Create(newName, newValue), .. headers[(index + 1)..]] };
    }

    private static FuzzRequest With(FuzzRequest request, KeyValuePair<string, string> header) =>
        request with { Headers = [.. request.Headers, header] };
}
