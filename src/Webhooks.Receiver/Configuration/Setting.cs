namespace Webhooks.Receiver;

/// <summary>A value in force, and where it was set: messages begin with it.</summary>
internal readonly record struct Setting<T>(T Value, string Origin);
