using Microsoft.Extensions.Primitives;

namespace Webhooks.Receiver;

/// <summary>The content types that a provider sends. A request without a content type is accepted, if it is authentic. Immutable.</summary>
public sealed class WebhookMediaTypes
{
    private const string Any = "*/*";

    private readonly string[] _types;
    private readonly bool _acceptsAnyJson;

    /// <summary>Creates a list of types, which are accepted with any parameters.</summary>
    /// <param name="types">Types such as <c>application/x-www-form-urlencoded</c>; case does not matter. <c>*/*</c> is any type.</param>
    public WebhookMediaTypes(params string[] types)
        : this(acceptsAnyJson: false, types)
    {
    }

    private WebhookMediaTypes(bool acceptsAnyJson, string[] types)
    {
        ArgumentNullException.ThrowIfNull(types);
        _acceptsAnyJson = acceptsAnyJson;
        _types = types;
    }

    /// <summary><c>application/json</c>, <c>text/json</c> and any <c>+json</c> type, with or without a charset.</summary>
    public static WebhookMediaTypes Json { get; } = new(acceptsAnyJson: true, ["application/json", "text/json"]);

    /// <summary>Returns a list of these types and others.</summary>
    internal WebhookMediaTypes With(IEnumerable<string> types) => new(_acceptsAnyJson, [.. _types, .. types]);

    /// <summary>Whether a text is the name of a type without parameters, such as <c>text/plain</c>, or <c>*/*</c>.</summary>
    internal static bool IsType(string? text) =>
        text == Any
        || (text?.Split('/') is [{ Length: > 0 }, { Length: > 0 }]
            && text.AsSpan().IndexOfAnyExceptInRange('!', '~') < 0 && !text.AsSpan().ContainsAny(",;\"*"));

    /// <summary>Whether a request with these Content-Type values is of an accepted type.</summary>
    /// <param name="contentType">The header's values as received; without a value it is accepted.</param>
    public bool Accepts(StringValues contentType)
    {
        foreach (string? value in contentType)
        {
            if (Array.IndexOf(_types, value) >= 0)
            {
                continue; // as nearly all senders write it
            }

            ReadOnlySpan<char> type = WithoutParameters(value);
            if (!type.IsEmpty && !IsListed(type) && !(_acceptsAnyJson && IsStructuredJson(type)))
            {
                return false;
            }
        }

        return true;
    }

    private bool IsListed(ReadOnlySpan<char> type)
    {
        foreach (string listed in _types)
        {
            if (listed == Any || type.Equals(listed, StringComparison.OrdinalIgnoreCase))
            {
                return true;
            }
        }

        return false;
    }

    /// <summary>Whether the type has the suffix <c>+json</c> (RFC 6839) after a non-empty type and subtype.</summary>
    private static bool IsStructuredJson(ReadOnlySpan<char> type)
    {
        int slash = type.IndexOf('/');
        return slash > 0
            && type.EndsWith("+json", StringComparison.OrdinalIgnoreCase)
            && type.Length > slash + 1 + "+json".Length
            && !type[(slash + 1)..].Contains('/');
    }

    private static ReadOnlySpan<char> WithoutParameters(ReadOnlySpan<char> value)
    {
        int end = value.IndexOf(';');
        return HeaderValue.Trim(end < 0 ? value : value[..end]);
    }
}
