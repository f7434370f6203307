namespace QuickStart;

/// <summary>What the sample sends: Cue's published examples under ids of our own, and three that should not be handled as such.</summary>
internal static class Deliveries
{
    private static readonly Delivery _click = Of("ad.click", """
        {"ad_id":"ad-123","campaign_id":"campaign-456","click_id":"click-xyz","user_id":"user-789","session_id":"session-abc",
        "landing_url":"https://example.com/signup?ref=cue"}
        """);

    public static IReadOnlyList<Delivery> All { get; } =
    [
        Of("ad.impression", """
            {"ad_id":"ad-123","campaign_id":"campaign-456","session_id":"session-abc",
            "placement":{"type":"inline","position":"after_response"},"metadata":{"timestamp":"2024-01-15T10:30:00Z"}}
            """),
        _click,
        Of("ad.conversion", """
            {"ad_id":"ad-123","campaign_id":"campaign-456","click_id":"click-xyz","conversion_id":"conv-def",
            "conversion_type":"signup","conversion_value":99.99,"currency":"USD"}
            """),
        Of("campaign.created", """
            {"campaign_id":"campaign-789","campaign_name":"New Brand Campaign","budget":5000,"daily_budget":200,"status":"active",
            "target_audience":{"keywords":["technology","innovation"],"demographics":{"age_range":"25-45"}}}
            """),
        Of("campaign.updated", """{"campaign_id":"campaign-789"}"""),
        Of("campaign.paused", """{"campaign_id":"campaign-789"}"""),
        Of("campaign.budget_exhausted", """
            {"campaign_id":"campaign-456","campaign_name":"Tech Product Launch","budget":10000,"spent":10000,
            "performance":{"impressions":25000,"clicks":500,"conversions":45,"ctr":2.0,"average_cpb":20.0}}
            """),
        Of("account.billing", """{"invoice":"in-1"}"""),
        _click with { What = "ad.click, sent again", IsHandled = false },
        Of("ad.click", "{}", "forged") with { What = "ad.click, forged", ExpectedStatus = 401, IsHandled = false, IsGenuine = false },
        Of("ad.shared", """{"ad_id":"ad-123"}""") with { What = "ad.shared, unknown type" },
    ];

    private static Delivery Of(string type, string data, string? name = null)
    {
        string id = $"evt_quickstart_{name ?? type.Replace('.', '_')}";
        return new Delivery(type, id, $$"""{"id":"{{id}}","type":"{{type}}","created":"2024-01-15T10:30:00Z","data":{{data}},"api_version":"v1"}""");
    }
}
