namespace Webhooks.Receiver.Chaos;

internal static class HandlingModeExtensions
{
    public static bool IsInTransaction(this HandlingMode mode) => mode is HandlingMode.InlineInTransaction or HandlingMode.BackgroundInTransaction;

    public static bool IsInBackground(this HandlingMode mode) => mode is HandlingMode.Background or HandlingMode.BackgroundInTransaction;
}
