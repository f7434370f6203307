using System.Text;

namespace Webhooks.Receiver.AspNetCore.Tests.Support;

/// <summary>An HTTP/1.1 response as it came over the socket.</summary>
internal sealed record RawResponse(int Status, IReadOnlyDictionary<string, string> Headers, byte[] Body)
{
    public string Text => Encoding.UTF8.GetString(Body);

    public string? this[string header] => Headers.GetValueOrDefault(header);
}
