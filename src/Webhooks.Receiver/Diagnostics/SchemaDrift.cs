using System.Collections.Concurrent;
using Webhooks.Receiver.Hosting;

namespace Webhooks.Receiver;

/// <summary>
/// Reports members that a provider sends in another form than this version reads: counts each, and warns of each once an hour, by the
/// event's type and the member's path. Thread-safe.
/// </summary>
internal sealed class SchemaDrift(WebhookMetrics metrics, TimeProvider timeProvider, WebhookLogger logger)
{
    /// <summary>More than our own types have: the bound is for providers of the user's, whose names may be no closed set.</summary>
    private const int MaxMembers = 1000;

    private const string Other = "_OTHER";
    private const long Never = long.MinValue;

    private static readonly TimeSpan _silence = TimeSpan.FromHours(1);

    private readonly ConcurrentDictionary<Member, long> _warnedAt = new();

    /// <summary>Reports what could not be read in an event; nothing where all could be.</summary>
    /// <param name="endpoint">Where the event arrived.</param>
    /// <param name="parsed">A result with an event.</param>
    /// <param name="warns">Whether to warn; false where anybody may have sent the event, for a stranger must not bring that about.</param>
    public void Report(WebhookEndpoint endpoint, in WebhookParseResult<object> parsed, bool warns)
    {
        string provider = endpoint.Provider.Name;
        foreach (string path in parsed.DriftedMembers)
        {
            Report(new Member(provider, GetEventType(parsed.Event), path, IsRequired: false), endpoint.Name, warns);
        }

        if (parsed.Event is IUnknownWebhookEvent { ReadError: { } error })
        {
            Report(new Member(provider, GetEventType(parsed.Event), error.Member ?? Other, IsRequired: true), endpoint.Name, warns);
        }
    }

    private void Report(Member member, string endpoint, bool warns)
    {
        if (!_warnedAt.ContainsKey(member))
        {
            member = _warnedAt.Count < MaxMembers ? member : member with { Type = Other, Path = Other };
            _warnedAt.TryAdd(member, Never);
        }

        metrics.MemberDrifted(member.Provider, member.Type, member.Path, member.IsRequired);
        if (!warns || !IsDue(member))
        {
            return;
        }

        if (member.IsRequired)
        {
            Log.RequiredMemberDrifted(logger, member.Provider, endpoint, member.Type, member.Path);
        }
        else
        {
            Log.OptionalMemberDrifted(logger, member.Provider, endpoint, member.Type, member.Path);
        }
    }

    private bool IsDue(Member member)
    {
        long now = timeProvider.GetTimestamp();
        long warnedAt = _warnedAt[member];
        bool isDue = warnedAt == Never || timeProvider.GetElapsedTime(warnedAt, now) >= _silence;
        return isDue && _warnedAt.TryUpdate(member, now, warnedAt);
    }

    private static string GetEventType(object? webhookEvent) => webhookEvent is IWebhookEvent typed ? typed.Type : Other;

    private readonly record struct Member(string Provider, string Type, string Path, bool IsRequired);
}
