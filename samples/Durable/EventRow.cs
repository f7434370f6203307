namespace Durable;

/// <summary>A row of the table: what happened to one event. Thread-safe.</summary>
internal sealed class EventRow(string id, bool isInBackground)
{
    private readonly Lock _lock = new();
    private readonly List<string> _answers = [];
    private readonly List<string> _attempts = [];

    public string Id => id;

    /// <summary>Whether the receiver answers first, and handles the event then.</summary>
    public bool IsInBackground => isInBackground;

    /// <summary>The number of its effects in the database.</summary>
    public int Effects { get; set; }

    /// <summary>The status codes of all answers; a dash for a delivery that was not answered.</summary>
    public string Answers => Join(_answers);

    /// <summary>The receiver of each attempt to handle it, and how it ended.</summary>
    public string Attempts => Join(_attempts);

    public void AddAnswer(int? status)
    {
        lock (_lock)
        {
            _answers.Add(status?.ToString() ?? "-");
        }
    }

    public void BeginAttempt(string receiver)
    {
        lock (_lock)
        {
            _attempts.Add(receiver);
        }
    }

    /// <summary>Says how the attempt ended that a receiver is making, if it is making one.</summary>
    public void EndAttempt(string receiver, string how)
    {
        lock (_lock)
        {
            int last = _attempts.LastIndexOf(receiver);
            if (last >= 0)
            {
                _attempts[last] = $"{receiver} {how}";
            }
        }
    }

    private string Join(List<string> parts)
    {
        lock (_lock)
        {
            return string.Join(", ", parts);
        }
    }
}
