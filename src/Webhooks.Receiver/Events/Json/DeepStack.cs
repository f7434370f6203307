using System.Runtime.ExceptionServices;

namespace Webhooks.Receiver;

/// <summary>
/// Reads bodies with more levels than usual on a thread with a stack that is large enough for as many levels as an endpoint can allow. For a type
/// of the user's that contains itself, the serializer calls itself for each level, and an overflow of the stack ends the process.
/// </summary>
internal static class DeepStack
{
    /// <summary>
    /// 16 KiB for each of 1,000 levels. For a type with a constructor the serializer needs two, and pool threads have stacks of 1.5 MiB on Windows,
    /// macOS and musl. Memory is committed only as far as it is used.
    /// </summary>
    private const int Size = JsonBody.LargestMaxDepth * 16 * 1024;

    public static T Run<T>(Func<T> read)
    {
        T result = default!;
        ExceptionDispatchInfo? failure = null;
        var thread = new Thread(
            () =>
            {
                try
                {
                    result = read();
                }
                catch (Exception e)
                {
                    failure = ExceptionDispatchInfo.Capture(e);
                }
            },
            Size)
        {
            IsBackground = true,
        };
        thread.Start();
        thread.Join();
        failure?.Throw();
        return result;
    }
}
