using System.Reflection;

namespace Webhooks.Receiver.Catalog.Tests;

/// <summary>Finds the scheme that a vector names, however it spells it.</summary>
internal static class PublicVectorSchemes
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
        ["mux"] = "stripe",
    };

    /// <returns>What may verify the vector, the most probable first: an app with any of these would receive it.</returns>
    public static IEnumerable<PublicVectorScheme> FindAll(PublicVector vector)
    {
        string name = Normalize(vector.Scheme);
        name = _aliases.GetValueOrDefault(name, name);
        PublicVectorScheme[] known =
        [
            .. _providers.TryGetValue(name, out WebhookProvider? provider) ? (PublicVectorScheme[])[Of(provider)] : [],
            .. name is "svix" or "standardwebhooks" ? (PublicVectorScheme[])[Of(SvixEvent.Provider), Of(StandardWebhooksEvent.Provider)] : [],
            .. PartsSchemes.Named(name).Select(scheme => new PublicVectorScheme(scheme, null)),
        ];
        bool HasItsHeader(PublicVectorScheme scheme) =>
            vector.Headers.Any(header => header.Key.Equals(scheme.Scheme?.Header, StringComparison.OrdinalIgnoreCase));

        // An unknown name: the header says what scheme it is.
        PublicVectorScheme[] byHeader =
            [.. _providers.Values.Select(Of).Concat(PartsSchemes.Names.SelectMany(PartsSchemes.Named).Select(scheme => new PublicVectorScheme(scheme, null))).Where(HasItsHeader)];
        byHeader = known.Length + byHeader.Length > 0 ? byHeader : [.. GenericSchemes.Of(vector).Select(scheme => new PublicVectorScheme(scheme, null))];
        bool isNamed = known.Any(scheme => scheme.Scheme is null || HasItsHeader(scheme) || !vector.IsValid);
        return (isNamed ? known : [.. known, .. byHeader]).Where(scheme => Fits(scheme, vector.Algorithm)).OrderByDescending(HasItsHeader);
    }

    private static PublicVectorScheme Of(WebhookProvider provider) => new(provider.Scheme, provider.Authenticator);

    /// <summary>Whether a scheme has an algorithm that a vector names. A name that says nothing of it fits all.</summary>
    private static bool Fits(PublicVectorScheme scheme, string algorithm)
    {
        string name = Normalize(algorithm);
        SignatureAlgorithm? named = name switch
        {
            _ when name.Contains("sha384") => SignatureAlgorithm.HmacSha384,
            _ when name.Contains("sha512") => SignatureAlgorithm.HmacSha512,
            _ when name.Contains("ecdsa") || name.Contains("es256") => SignatureAlgorithm.EcdsaP256Sha256,
            _ when name.Contains("pss") || name.Contains("ps256") => SignatureAlgorithm.RsaPssSha256,
            _ when name.Contains("rsa") || name.Contains("rs256") => SignatureAlgorithm.RsaPkcs1Sha256,
            _ when name.Contains("sha1") => SignatureAlgorithm.HmacSha1,
            _ when name.Contains("sha256") => SignatureAlgorithm.HmacSha256,
            _ when name.Contains("ed25519") || name.Contains("eddsa") => (SignatureAlgorithm)(-1),
            _ => null,
        };
        return named is null || scheme.Scheme is null || named == scheme.Scheme.Algorithm;
    }

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
