namespace QuickStart;

/// <summary>A row of the table: a delivery with its result.</summary>
internal sealed record Row(Delivery Delivery, int Status, HandledEvent? Before, HandledEvent? After)
{
    private bool IsHandled => (After?.Count ?? 0) > (Before?.Count ?? 0);

    public bool IsAsExpected => Status == Delivery.ExpectedStatus
        && IsHandled == Delivery.IsHandled
        && (After?.Count ?? 0) <= 1;

    public string Seen => IsHandled ? After!.Seen : Status switch
    {
        StatusCodes.Status200OK when After is not null => "nothing: handled before",
        StatusCodes.Status401Unauthorized when Delivery.Flaw is { } flaw => $"nothing: {flaw}",
        _ => "nothing",
    };

    public string Verdict => IsAsExpected ? "ok" : $"WRONG: expected {Delivery.ExpectedStatus}, {(Delivery.IsHandled ? "handled" : "not handled")}";
}
