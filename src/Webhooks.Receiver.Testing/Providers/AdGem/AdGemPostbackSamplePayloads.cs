using System.Globalization;
using Webhooks.Receiver.AdGem;

namespace Webhooks.Receiver.Testing;

/// <summary>
/// The server postbacks of version 3 that AdGem sends, as UTF-8 bytes: its published example
/// (AdGem/adgem-integrations-documentation docs/integrate/reward-mechanism/postbacks-v3.mdx). Thread-safe.
/// </summary>
/// <remarks>Each call without an id makes a new postback. Pass the same id again for a retry.</remarks>
public static class AdGemPostbackSamplePayloads
{
    private const string PostbackType = "postback";

    /// <summary>The one type, <c>postback</c>: the value of <see cref="AdGemPostback.Type"/>.</summary>
    public static IReadOnlyList<string> EventTypes { get; } = [PostbackType];

    /// <summary>The payload of an event type.</summary>
    /// <param name="eventType"><c>postback</c>.</param>
    /// <param name="id">The request's id; a new one if null.</param>
    /// <exception cref="ArgumentException">The type is another one.</exception>
    public static byte[] Create(string eventType, string? id = null)
    {
        ArgumentException.ThrowIfNullOrEmpty(eventType);
        return eventType == PostbackType
            ? Reward(id)
            : throw new ArgumentException($"AdGem names no types; the type of all postbacks here is '{PostbackType}'.", nameof(eventType));
    }

    /// <summary>The published postback, which is rewarded.</summary>
    /// <param name="id">The request's id; a new one if null.</param>
    /// <param name="amount">The amount of virtual currency.</param>
    public static byte[] Reward(string? id = null, decimal amount = 150) => Of(id, amount, "reward");

    /// <summary>The same of an install, for which nothing is to be credited.</summary>
    /// <param name="id">The request's id; a new one if null.</param>
    public static byte[] Install(string? id = null) => Of(id, 0, "install");

    private static byte[] Of(string? id, decimal amount, string conversionType) => SampleJson.Utf8(string.Create(CultureInfo.InvariantCulture, $$$"""
        {"request_id":{{{SampleJson.Text(id ?? SampleJson.NewUuid())}}},"timestamp":1720727170,"data":{"app_id":"2","campaign_id":"1",
        "player_id":"bernhard.edison","amount":{{{amount}}},"payout":1.5,"all_goals_completed":1,
        "conversion_id":"c5eb2a9d-41a4-4088-80bb-ebc87bd1bb62","app_version":"1.0","ad_type":"offerwall","country":"US",
        "c1":"custom value 1","c2":"custom value 2","c3":"custom value 3","c4":"custom value 4","c5":"custom value 5",
        "gaid":"bk9384xs-p449-96ds-r132","idfa":"AB1234CD-E123-12FG-J123","ip":"24.24.24.25","os_version":"10.0.0","platform":"Other",
        "state":"New York","click_datetime":"2024-07-15 10:39:55","conversion_datetime":"2024-07-15 10:39:55","goal_name":"Reach level 20",
        "goal_id":"12345678911123456","offer_name":"Romaguera-Harber","tracking_type":"CPA","allow_multiple_conversions":false,
        "store_id":"com.whatever.example","offer_id":"12345678900123456","conversion_type":"{{{conversionType}}}"}}
        """).ReplaceLineEndings(""));
}
