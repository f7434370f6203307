namespace Webhooks.Receiver;

/// <summary>A value with the place where it was set. Error messages begin with that place.</summary>
internal readonly record struct Setting<T>(T Value, string Origin)
{
    /// <summary>Returns the origin only: the value may be a secret.</summary>
    public override string ToString() => Origin;
}
