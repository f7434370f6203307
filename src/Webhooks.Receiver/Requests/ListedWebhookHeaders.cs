using Microsoft.Extensions.Primitives;

namespace Webhooks.Receiver;

internal sealed class ListedWebhookHeaders : WebhookHeaders
{
    private readonly Dictionary<string, StringValues> _values = new(StringComparer.OrdinalIgnoreCase);

    public ListedWebhookHeaders(IEnumerable<KeyValuePair<string, string>> headers)
    {
        foreach ((string name, string value) in headers)
        {
            _values.TryGetValue(name, out StringValues earlier);
            _values[name] = StringValues.Concat(earlier, value ?? "");
        }
    }

    protected override StringValues Find(string name) => _values.GetValueOrDefault(name);
}
