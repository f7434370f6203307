namespace Webhooks.Receiver.Testing.Tests;

internal enum FlawedState
{
    Free,
    Running,
    Completed,
}
