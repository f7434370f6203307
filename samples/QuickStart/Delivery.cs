namespace QuickStart;

/// <summary>One row of the table: what is sent, and what should become of it.</summary>
/// <param name="What">What is sent, in the table's words.</param>
/// <param name="Id">The event's id.</param>
/// <param name="Body">The body.</param>
/// <param name="ExpectedStatus">The status that it should be answered with.</param>
/// <param name="IsHandled">Whether this delivery should reach the handler.</param>
internal sealed record Delivery(string What, string Id, string Body, int ExpectedStatus = 200, bool IsHandled = true)
{
    /// <summary>Whether it is signed with the configured secret; with another one where not.</summary>
    public bool IsGenuine { get; init; } = true;
}
