using System.Diagnostics;

namespace Webhooks.Receiver;

/// <summary>An activity that starts and ends whether or not its listeners throw: they must not change the outcome of a delivery.</summary>
internal readonly struct ObservedActivity : IDisposable
{
    private ObservedActivity(Activity? activity) => Activity = activity;

    /// <summary>The activity; null if there is no listener, or a listener threw.</summary>
    public Activity? Activity { get; }

    public static ObservedActivity Start(ActivitySource source, string name, ActivityKind kind = ActivityKind.Internal, ActivityContext parent = default)
    {
        try
        {
            return new(source.StartActivity(name, kind, parent));
        }
        catch (Exception)
        {
            return default;
        }
    }

    public void Dispose()
    {
        try
        {
            Activity?.Dispose();
        }
        catch (Exception)
        {
            // It is the listener's, and there is no other place to report it.
        }
    }
}
