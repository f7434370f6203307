using FsCheck;
using FsCheck.Fluent;

namespace Webhooks.Receiver.Tests;

/// <summary>Bodies that were a provider's payloads before something was done to them, and some that never were.</summary>
internal static class FuzzBodies
{
    public static Gen<FuzzBody> Of(ProviderPayloads one)
    {
        byte[][] own = [.. one.Bodies];
        byte[][] all = [.. ProviderPayloads.All.SelectMany(other => other.Bodies)];
        return Gen.Frequency(
            (1, Gen.Elements(own)),
            (1, BodyMutations.Arbitrary),
            (1, JsonValues.Any.Select(Sender.Utf8)),
            (3, BodyMutations.Of(own)),
            (1, BodyMutations.Of(all)),
            (6, Edited(own)),
            (2, Edited(own).SelectMany(body => BodyMutations.Of([body]))),
            (1, Repeated(own))).Select(body => new FuzzBody(body));
    }

    /// <summary>JSON still, with a member more, without one, or with one of another kind.</summary>
    private static Gen<byte[]> Edited(byte[][] bodies)
    {
        var places = bodies.Select(body => (Body: body, Members: JsonEdit.Members(body), Objects: JsonEdit.Objects(body)))
            .Where(place => place.Members.Count > 0).ToArray();
        return from place in Gen.Elements(places)
               from path in Gen.Elements(place.Members.ToArray())
               from owner in Gen.Elements(place.Objects.ToArray())
               from value in JsonValues.Any
               from levels in Gen.Choose(58, 66)
               from kind in Gen.Choose(0, 10)
               select Edit(place.Body, path, owner, value, levels, kind);
    }

    private static byte[] Edit(byte[] body, string path, string owner, string value, int levels, int kind) => kind switch
    {
        0 => JsonEdit.Without(body, path),
        1 => JsonEdit.Adding(body, owner, $"\"x\":{value}"),
        2 => JsonEdit.Adding(body, owner, $"\"{path.Split('/')[^1]}\":{value}"),
        3 => JsonEdit.Adding(body, owner, $"\"\\ud800\":1,\"\\uD800\":{value}"),
        4 => JsonEdit.Adding(body, owner, $"\"x\":{new string('[', levels)}{new string(']', levels)}"),
        _ => JsonEdit.With(body, path, value),
    };

    /// <summary>Long ones: a part that comes again and again.</summary>
    private static Gen<byte[]> Repeated(byte[][] bodies) =>
        from body in Gen.Elements(bodies)
        from at in Gen.Choose(0, body.Length - 1)
        from length in Gen.Choose(1, 30)
        from times in Gen.Choose(2, 500)
        let part = body[at..Math.Min(at + length, body.Length)]
        select (byte[])[.. body[..at], .. Enumerable.Repeat(part, times).SelectMany(bytes => bytes), .. body[at..]];
}
