namespace Webhooks.Receiver;

/// <summary>A header of a delivery.</summary>
public readonly struct WebhookDeliveryHeader
{
    /// <summary>Creates a header.</summary>
    /// <param name="name">Its name, as the provider declares it.</param>
    /// <param name="value">Its value; several values are joined by commas.</param>
    /// <param name="isSigned">Whether the signature covers it.</param>
    public WebhookDeliveryHeader(string name, string value, bool isSigned)
    {
        ArgumentException.ThrowIfNullOrEmpty(name);
        ArgumentNullException.ThrowIfNull(value);
        Name = name;
        Value = value;
        IsSigned = isSigned;
    }

    /// <summary>The name, as the provider declares it.</summary>
    public string Name { get; }

    /// <summary>The value; several values are joined by commas.</summary>
    public string Value { get; }

    /// <summary>Whether the signature covers the header. If not, it could come from anybody.</summary>
    public bool IsSigned { get; }

    /// <summary>Returns the name only: values must not get into a log.</summary>
    public override string ToString() => Name;

    internal static IReadOnlyList<WebhookDeliveryHeader> Select(WebhookProvider provider, WebhookHeaders headers)
    {
        if (provider.Headers.Count == 0)
        {
            return [];
        }

        List<WebhookDeliveryHeader> selected = [];
        foreach (string name in provider.Headers)
        {
            if (headers[name] is { Count: > 0 } values)
            {
                selected.Add(new WebhookDeliveryHeader(name, values.ToString(), provider.Scheme?.Signs(name) ?? false));
            }
        }

        return selected;
    }
}
