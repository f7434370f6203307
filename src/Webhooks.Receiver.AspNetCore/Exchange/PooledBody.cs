using System.Buffers;

namespace Webhooks.Receiver.AspNetCore;

/// <summary>
/// Collects a body in one pooled array that grows with what has arrived, not with what was announced. Becomes the owner of the
/// memory that the delivery's body lives in.
/// </summary>
internal sealed class PooledBody : IMemoryOwner<byte>
{
    private const int InitialSize = 4096;
    private const int LargestInitialSize = 64 * 1024;

    private byte[] _array;

    public PooledBody(long? announced) =>
        _array = ArrayPool<byte>.Shared.Rent((int)Math.Clamp(announced ?? InitialSize, 1, LargestInitialSize));

    public int Length { get; private set; }

    public Memory<byte> Memory => _array;

    public void Append(in ReadOnlySequence<byte> bytes)
    {
        Reserve(checked((int)bytes.Length));
        bytes.CopyTo(_array.AsSpan(Length));
        Length += (int)bytes.Length;
    }

    public void Dispose()
    {
        byte[] array = Interlocked.Exchange(ref _array, []);
        if (array.Length > 0)
        {
            ArrayPool<byte>.Shared.Return(array);
        }
    }

    private void Reserve(int count)
    {
        if (_array.Length - Length >= count)
        {
            return;
        }

        byte[] larger = ArrayPool<byte>.Shared.Rent(Math.Max(_array.Length * 2, Length + count));
        _array.AsSpan(0, Length).CopyTo(larger);
        ArrayPool<byte>.Shared.Return(_array);
        _array = larger;
    }
}
