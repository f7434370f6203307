using System.Reflection;
using System.Text.RegularExpressions;

namespace Webhooks.Receiver.Catalog.Tests;

/// <summary>Finds the scheme that a vector names, however it spells it.</summary>
internal static partial class PublicVectorSchemes
{
    /// <summary>All providers of the core and of the catalogue, by their names.</summary>
    private static readonly Dictionary<string, WebhookProvider> _providers =
    (
        from assembly in (Assembly[])[typeof(WebhookProvider).Assembly, typeof(CatalogEvent).Assembly]
        from type in assembly.GetExportedTypes()
        where !type.IsAbstract || type.IsSealed || type.BaseType == typeof(WebhookObject)
        where !type.ContainsGenericParameters && !type.IsInterface && type.IsAssignableTo(typeof(IWebhookEvent))
        let provider = type.GetProperty("Provider", BindingFlags.Public | BindingFlags.Static)?.GetValue(null) as WebhookProvider
        where provider is not null
        select provider
    ).DistinctBy(provider => provider.Name).ToDictionary(provider => Normalize(provider.Name));

    private static readonly Dictionary<string, string> _aliases = new()
    {
        ["standard"] = "standardwebhooks",
        ["facebook"] = "meta",
        ["messenger"] = "meta",
        ["instagram"] = "meta",
        ["whatsapp"] = "meta",
        ["whatsappbusiness"] = "meta",
        ["eventsub"] = "twitch",
        ["telegrambot"] = "telegram",
        ["twiliosendgrid"] = "sendgrid",
        ["slackevents"] = "slack",
        ["hubspotv3"] = "hubspot",
        ["squareup"] = "square",
        ["githubsha1"] = "github",
        ["githublegacy"] = "github",
        ["twilioform"] = "twilio",
        ["twiliosha1"] = "twilio",
        ["twilioformpost"] = "twilio",
        ["twiliojson"] = "twilio",
        ["gitlabtoken"] = "gitlab",
        ["gitlabsharedsecret"] = "gitlab",
    };

    /// <returns>What may verify the vector, the most probable first: an app with any of these would receive it.</returns>
    public static IEnumerable<PublicVectorScheme> FindAll(PublicVector vector)
    {
        string name = NameOf(vector.Scheme);
        PublicVectorScheme[] known =
        [
            .. _providers.TryGetValue(name, out WebhookProvider? provider) ? (PublicVectorScheme[])[Of(provider)] : [],
            .. name is "svix" or "standardwebhooks" ? (PublicVectorScheme[])[Of(SvixEvent.Provider), Of(StandardWebhooksEvent.Provider)] : [],
            .. PartsSchemes.Named(name).Select(Of),
        ];
        bool HasHeader(PublicVectorScheme scheme) => HasItsHeader(scheme, vector);
        bool isKnown = known.Any(scheme => scheme.Scheme is null || HasHeader(scheme) || (!vector.IsValid && Fits(scheme, vector)));

        // An unknown name, or another scheme of a known one: the header says what it is.
        PublicVectorScheme[] byHeader =
            isKnown ? [] : [.. _providers.Values.Select(Of).Concat(PartsSchemes.Names.SelectMany(PartsSchemes.Named).Select(Of)).Where(HasHeader)];
        PublicVectorScheme[] generic = isKnown ? [] : [.. GenericSchemes.Of(vector).Select(Of)];
        return ((PublicVectorScheme[])[.. known, .. byHeader, .. generic])
            .Where(scheme => Fits(scheme, vector)).OrderByDescending(HasHeader).SelectMany(scheme => WithRawSecrets(scheme, vector));
    }

    /// <summary>
    /// Whether the vector's scheme has a name that is known here, or a longer one that begins with it, and the header of that scheme. What verifies any
    /// other is a guess.
    /// </summary>
    public static bool IsKnownByName(PublicVector vector)
    {
        bool IsName(string name) => _providers.ContainsKey(name) || PartsSchemes.Names.Contains(name);
        string first = NameOf(vector.Scheme.Split([' ', '-', '_', '.', '/', ':'], StringSplitOptions.RemoveEmptyEntries).FirstOrDefault() ?? "");
        IEnumerable<SignatureScheme> schemes =
            [.. PartsSchemes.Named(first), .. _providers.GetValueOrDefault(first)?.Scheme is { } scheme ? (SignatureScheme[])[scheme] : []];
        return IsName(NameOf(vector.Scheme)) || schemes.Any(scheme => HasItsHeader(Of(scheme), vector));
    }

    public static bool HasItsHeader(PublicVectorScheme scheme, PublicVector vector) =>
        vector.Headers.Any(header => header.Key.Equals(scheme.Scheme?.Header, StringComparison.OrdinalIgnoreCase));

    public static bool Fits(PublicVectorScheme scheme, PublicVector vector) =>
        scheme.Scheme is null || PublicVectorAlgorithm.Fits(scheme.Scheme.Algorithm, vector.Algorithm);

    private static string NameOf(string scheme) => Normalize(scheme) is var name ? _aliases.GetValueOrDefault(name, name) : "";

    private static PublicVectorScheme Of(WebhookProvider provider) => new(provider.Scheme, provider.Authenticator);

    private static PublicVectorScheme Of(SignatureScheme scheme) => new(scheme, null);

    /// <summary>
    /// Where a scheme decodes its secrets, some senders take the bytes of the text instead. Such a secret has no prefix, or cannot be decoded, or the
    /// vector says so.
    /// </summary>
    private static IEnumerable<PublicVectorScheme> WithRawSecrets(PublicVectorScheme scheme, PublicVector vector)
    {
        yield return scheme;
        if (scheme.Scheme is { } parts && parts.SecretEncoding != SecretEncoding.Utf8
            && (SaysRaw().IsMatch($"{vector.Scheme} {vector.Algorithm} {vector.Name}")
                || vector.Secrets.Any(secret => !secret.StartsWith("whsec_", StringComparison.Ordinal) || !parts.SecretEncoding.TryDecode(secret, out _))))
        {
            yield return Of(new SignatureScheme
            {
                Algorithm = parts.Algorithm,
                Header = parts.Header,
                QueryParameter = parts.QueryParameter,
                Format = parts.Format,
                Encoding = parts.Encoding,
                SignedContent = parts.SignedContent,
                Timestamp = parts.Timestamp,
                IdHeader = parts.IdHeader,
            });
        }
    }

    [GeneratedRegex("(?<![a-z])(raw|utf-?8|plain.?text|text.secret)(?![a-z])", RegexOptions.IgnoreCase)]
    private static partial Regex SaysRaw();

    /// <summary>Letters and digits in lower case, without words that say only that it is a webhook.</summary>
    public static string Normalize(string name)
    {
        string text = string.Concat(name.Where(char.IsAsciiLetterOrDigit)).ToLowerInvariant();
        foreach (string end in (string[])["webhooks", "webhook", "eventsub", "events"])
        {
            text = text.Length > end.Length && text.EndsWith(end, StringComparison.Ordinal) && text != "standardwebhooks" ? text[..^end.Length] : text;
        }

        return text;
    }
}
