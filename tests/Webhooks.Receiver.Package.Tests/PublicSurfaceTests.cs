using System.Reflection;
using Webhooks.Receiver.Package.Tests.SurfaceSamples;
using Webhooks.Receiver.Package.Tests.SurfaceSamples.Other;

namespace Webhooks.Receiver.Package.Tests;

/// <summary>What the approved texts show. A change that they do not show cannot be approved.</summary>
public sealed class PublicSurfaceTests
{
    [Fact]
    public void Of_Types_GroupsTheVisibleOnesByNamespace()
    {
        string surface = Of(typeof(IElsewhere), typeof(Records), typeof(Hidden), typeof(Kinds));

        surface.Should().Be("""
            namespace Webhooks.Receiver.Package.Tests.SurfaceSamples

                static class Kinds

                static class Records

            namespace Webhooks.Receiver.Package.Tests.SurfaceSamples.Other

                interface IElsewhere

            """);
    }

    [Fact]
    public void Of_Nullability_ShowsEachAnnotation()
    {
        string surface = Of(typeof(Nullability<>));

        surface.Should().Be("""
            namespace Webhooks.Receiver.Package.Tests.SurfaceSamples

                class Nullability<T> : List<string?>, IObserver<KeyValuePair<string, string?>>
                    string? Field
                    Nullability(string? first, string second)
                    string?[]?[] Arrays { get; }
                    string? this[string? name, int index] { get; }
                    [AllowNull] string Lenient { get; set; }
                    Dictionary<string, List<string?>?> Nested { get; }
                    (int Count, (string? Name, T Item) Last)? Tuple { get; }
                    KeyValuePair<int, T?>? Value { get; init; }
                    event EventHandler<string?>? Changed
                    [return: NotNullIfNotNull("value")] string? Echo(string? value)
                    Task<T?> FindAsync(Func<T?, string>? choose)
                    void OnCompleted()
                    void OnError(Exception error)
                    void OnNext(KeyValuePair<string, string?> value)
                    bool TryGet([NotNullWhen(true)] out string? found, [MaybeNullWhen(false)] out T item)

            """);
    }

    [Fact]
    public void Of_Parameters_ShowsHowTheyArePassedAndTheirDefaults()
    {
        string surface = Of(typeof(Parameters));

        surface.Should().Be("""
            namespace Webhooks.Receiver.Package.Tests.SurfaceSamples

                static class Parameters
                    static void All(params string?[] all)
                    static void AllOf(params ReadOnlySpan<int> all)
                    static ref readonly int Borrow()
                    static void Defaults(string? text = null, string path = "a\"\\\n", char sign = '\'', bool yes = true, decimal amount = 1.50m, double ratio = 0.5)
                    static void DefaultsOfEnums(DayOfWeek day = DayOfWeek.Friday, DayOfWeek? maybe = DayOfWeek.Monday, AttributeTargets targets = AttributeTargets.Class | AttributeTargets.Enum, DayOfWeek unheardOf = (DayOfWeek)9)
                    static void DefaultsOfStructs(int? some = 3, Guid none = default, CancellationToken cancellationToken = default)
                    static string Extend(this string value, [StringSyntax("Uri")] string url, [CallerMemberName] string name = "")
                    static void Pass(in int a, ref int b, out int c, ref readonly int d)
                    static void Point(byte* start, nint length)
                    static ref int Scope(scoped Span<byte> bytes, scoped ref int number)

            """);
    }

    [Fact]
    public void Of_Kinds_ShowsWhatEachTypeAndMemberIs()
    {
        string surface = Of([.. typeof(Kinds).GetNestedTypes(), .. typeof(Kinds.Open).GetNestedTypes(BindingFlags.NonPublic)]);

        surface.Should().Be("""
            namespace Webhooks.Receiver.Package.Tests.SurfaceSamples

                sealed class Kinds.Closed : Kinds.Half
                    [SetsRequiredMembers] Closed()
                    override void Run()

                delegate TResult? Kinds.Convert<in T, out TResult>(T value, params string?[] hints) where TResult : class

                readonly struct Kinds.Fixed
                    const string Text = "text"
                    static readonly Kinds.Fixed Zero
                    int Number { get; init; }
                    static Kinds.Fixed operator +(Kinds.Fixed left, Kinds.Fixed right)
                    static implicit operator int(Kinds.Fixed value)

                abstract class Kinds.Half : Kinds.Open
                    protected Half()
                    protected abstract override string Kind { get; }
                    abstract void Run()

                interface Kinds.IShape : IDisposable, IEnumerable<int?>
                    static virtual int Corners { get; }
                    static abstract Kinds.IShape Empty { get; }
                    sealed string Initial { get; }
                    string Name { get; }
                    virtual string Title { get; }

                [Flags] enum Kinds.Marks : byte
                    None = 0
                    [Obsolete("Use None.")] Zero = 0
                    First = 1
                    Last = 128

                struct Kinds.Mutable
                    readonly int Half { get; }
                    int Number { get; set; }
                    readonly int Twice()

                class Kinds.Open
                    protected Open()
                    int Age { get; protected set; }
                    int Count { get; }
                    protected virtual string Kind { get; }
                    required string Name { get; init; }

                protected class Kinds.Open.Nested<T>
                    Nested()
                    T? Value { get; init; }

                readonly ref struct Kinds.ReadOnlyWindow

                ref struct Kinds.Window
                    ReadOnlySpan<byte> Bytes { get; set; }

            """);
    }

    [Fact]
    public void Of_Records_HidesWhatTheWordSays()
    {
        string surface = Of(typeof(Records).GetNestedTypes());

        surface.Should().Be("""
            namespace Webhooks.Receiver.Package.Tests.SurfaceSamples

                readonly struct Records.ByHand : IEquatable<Records.ByHand>
                    bool Equals(Records.ByHand other)
                    static bool operator ==(Records.ByHand left, Records.ByHand right)
                    static bool operator !=(Records.ByHand left, Records.ByHand right)

                sealed record Records.Child : Records.Person
                    Child(Records.Child original, string name)
                    List<string>? Toys { get; set; }

                record Records.Person : Records.Root
                    Person(string Name, int? Age = null)
                    int? Age { get; init; }
                    string Name { get; init; }

                readonly record struct Records.Point
                    Point(int X, int Y)
                    int X { get; init; }
                    int Y { get; init; }

                abstract record Records.Root : IEquatable<string>
                    protected Root()
                    void Deconstruct(out int a)
                    bool Equals(string? other)

                record struct Records.Size
                    int Width { get; set; }

            """);
    }

    [Fact]
    public void Of_Constraints_ShowsEach()
    {
        string surface = Of(typeof(Constraints<,>));

        surface.Should().Be("""
            namespace Webhooks.Receiver.Package.Tests.SurfaceSamples

                abstract class Constraints<TKey, TValue> where TKey : notnull, IComparable<string?>
                    protected Constraints()
                    abstract void Bases<T, TBase>(T value) where T : Stream?, TBase where TBase : IDisposable
                    abstract void Classes<T, TNullable>(T value, TNullable other) where T : class, new() where TNullable : class?
                    abstract TService Make<[DynamicallyAccessedMembers(DynamicallyAccessedMemberTypes.PublicFields | DynamicallyAccessedMemberTypes.PublicEvents)] TService>()
                    abstract void Spans<T>(scoped T value) where T : allows ref struct
                    abstract void Structs<T, TUnmanaged>(Func<T, string?, T?> make, TUnmanaged value) where T : struct where TUnmanaged : unmanaged
                    abstract void Unconstrained<T>(T? value, TKey key, TValue? last)

            """);
    }

    [Fact]
    public void Of_Contracts_ShowsTheAttributesThatCallersGoBy()
    {
        string surface = Of(typeof(Contracts), typeof(UnlistedAttribute));

        surface.Should().Be("""
            namespace Webhooks.Receiver.Package.Tests.SurfaceSamples

                sealed class Contracts
                    Contracts()
                    [JsonExtensionData] IDictionary<string, JsonElement>? ExtensionData { get; set; }
                    [MemberNotNullWhen(true, "Name", "Title")] bool HasNames { get; }
                    string? Name { get; init; }
                    [EditorBrowsable(EditorBrowsableState.Never)] [Obsolete("Use Name.", true)] string? OldName { get; init; }
                    string? Title { get; init; }
                    [DoesNotReturn] [Experimental("TEST001", UrlFormat = "https://example.org/{0}")] [RequiresUnreferencedCode("Reads all.")] Task FailAsync([Unlisted(typeof(List<int>), Words = ["a", "b"])] int number)

                [AttributeUsage(AttributeTargets.Parameter)] sealed class UnlistedAttribute : Attribute
                    UnlistedAttribute(Type type)
                    Type Type { get; }
                    string[] Words { get; init; }

            """);
    }

    private static string Of(params Type[] types) => PublicSurface.Of(types);

    private sealed class Hidden;
}
