namespace Webhooks.Receiver.Package.Tests.SurfaceSamples;

public static class Kinds
{
    public delegate TResult? Convert<in T, out TResult>(T value, params string?[] hints) where TResult : class;

    public interface IShape : IDisposable, IEnumerable<int?>
    {
        static abstract IShape Empty { get; }

        static virtual int Corners => 0;

        string Name { get; }

        string Title => Name;

        sealed string Initial => Name[..1];
    }

    [Flags]
    public enum Marks : byte
    {
        None = 0,

        [Obsolete("Use None.")]
        Zero = None,

        First = 1,

        Last = 128,
    }

    public struct Mutable
    {
        public int Number { get; set; }

        public readonly int Half => Number / 2;

        public readonly int Twice() => Number * 2;
    }

    public readonly struct Fixed
    {
        public const string Text = "text";

        public static readonly Fixed Zero;

        public int Number { get; init; }

        public static implicit operator int(Fixed value) => value.Number;

        public static Fixed operator +(Fixed left, Fixed right) => new() { Number = left.Number + right.Number };
    }

    public ref struct Window
    {
        public ReadOnlySpan<byte> Bytes { get; set; }
    }

    public readonly ref struct ReadOnlyWindow;

    public class Open
    {
        protected internal Open()
        {
        }

        private protected Open(int hidden)
        {
        }

        public required string Name { get; init; }

        public int Age { get; protected set; }

        public int Count { get; internal set; }

        protected virtual string Kind => "";

        public override string ToString() => "";

        public override int GetHashCode() => 0;

        public override bool Equals(object? obj) => obj is Open;

        protected class Nested<T>
        {
            public T? Value { get; init; }
        }
    }

    public abstract class Half : Open
    {
        public abstract void Run();

        protected abstract override string Kind { get; }
    }

    public sealed class Closed : Half
    {
        [System.Diagnostics.CodeAnalysis.SetsRequiredMembers]
        public Closed() => Name = "";

        protected override string Kind => "closed";

        public override void Run()
        {
        }

        internal void Hidden()
        {
        }
    }
}
