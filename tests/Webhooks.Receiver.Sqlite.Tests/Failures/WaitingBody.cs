using System.Buffers;

namespace Webhooks.Receiver.Sqlite.Tests;

/// <summary>A body at which the process waits to be killed, when the store reads it in the middle of a transaction.</summary>
internal sealed class WaitingBody : MemoryManager<byte>
{
    public static ReadOnlyMemory<byte> Create() => new WaitingBody().CreateMemory(1000);

    public override Span<byte> GetSpan()
    {
        Console.WriteLine(CrashSteps.Reached);
        Console.ReadLine();
        return new byte[1000];
    }

    public override MemoryHandle Pin(int elementIndex = 0) => throw new NotSupportedException();

    public override void Unpin()
    {
    }

    protected override void Dispose(bool disposing)
    {
    }
}
