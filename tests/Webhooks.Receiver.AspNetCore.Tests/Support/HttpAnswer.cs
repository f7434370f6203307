namespace Webhooks.Receiver.AspNetCore.Tests.Support;

/// <summary>Everything of an answer that a sender can tell from another, but the date.</summary>
internal sealed record HttpAnswer(int Status, string Headers, string Body)
{
    public static async Task<HttpAnswer> OfAsync(HttpResponseMessage response) => new(
        (int)response.StatusCode,
        string.Join('\n', response.Headers.Concat(response.Content.Headers)
            .Where(header => header.Key != "Date").Select(header => $"{header.Key}: {string.Join(", ", header.Value)}").Order(StringComparer.Ordinal)),
        await response.Content.ReadAsStringAsync());
}
