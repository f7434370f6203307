using System.Diagnostics.CodeAnalysis;

namespace Webhooks.Receiver.Package.Tests.SurfaceSamples;

public abstract class Constraints<TKey, TValue> where TKey : notnull, IComparable<string?>
{
    public abstract void Classes<T, TNullable>(T value, TNullable other) where T : class, new() where TNullable : class?;

    public abstract void Structs<T, TUnmanaged>(Func<T, string?, T?> make, TUnmanaged value) where T : struct where TUnmanaged : unmanaged;

    public abstract void Bases<T, TBase>(T value) where T : Stream?, TBase where TBase : IDisposable;

    public abstract void Spans<T>(scoped T value) where T : allows ref struct;

    public abstract void Unconstrained<T>(T? value, TKey key, TValue? last);

    public abstract TService Make<
        [DynamicallyAccessedMembers(DynamicallyAccessedMemberTypes.PublicFields | DynamicallyAccessedMemberTypes.PublicEvents)] TService>();
}
