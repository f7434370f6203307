namespace Smoke;

internal static class Body
{
    public static string Click(string id) => $$$"""
        {"id":"{{{id}}}","type":"ad.click","created":"2024-01-15T10:35:00Z","data":{"ad_id":"ad-123","campaign_id":"c-4","click_id":"click-xyz"}}
        """;

    public static string Unknown(string id) => $$$"""{"id":"{{{id}}}","type":"ad.unheard_of","data":{"any":"thing"}}""";
}
