namespace Webhooks.Receiver.Package.Tests.SurfaceSamples;

public static class Records
{
    public abstract record Root : IEquatable<string>
    {
        public bool Equals(string? other) => false;

        public sealed override string ToString() => "";

        public void Deconstruct(out int a) => a = 0;
    }

    public record Person(string Name, int? Age = null) : Root
    {
        public virtual bool Equals(Person? other) => other is not null;

        public override int GetHashCode() => 0;
    }

    public sealed record Child : Person
    {
        public Child(Child original, string name) : base(original) => Name = name;

        public List<string>? Toys { get; set; }
    }

    public readonly record struct Point(int X, int Y);

    public record struct Size
    {
        public int Width { get; set; }
    }

    public readonly struct ByHand : IEquatable<ByHand>
    {
        public static bool operator ==(ByHand left, ByHand right) => left.Equals(right);

        public static bool operator !=(ByHand left, ByHand right) => !left.Equals(right);

        public bool Equals(ByHand other) => true;

        public override bool Equals(object? obj) => obj is ByHand;

        public override int GetHashCode() => 0;
    }
}
