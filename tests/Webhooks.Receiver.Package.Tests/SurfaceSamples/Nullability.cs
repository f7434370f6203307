using System.Diagnostics.CodeAnalysis;

namespace Webhooks.Receiver.Package.Tests.SurfaceSamples;

public class Nullability<T>(string? first, string second) : List<string?>, IObserver<KeyValuePair<string, string?>>
{
    [SuppressMessage("Design", "CA1051:Do not declare visible instance fields", Justification = "A field is what is printed.")]
    public string? Field = first;

    public event EventHandler<string?>? Changed;

    public Dictionary<string, List<string?>?> Nested { get; } = new() { [second] = null };

    public string?[]?[] Arrays { get; } = [];

    public KeyValuePair<int, T?>? Value { get; init; }

    [AllowNull]
    public string Lenient { get; set => field = value ?? ""; } = "";

    public (int Count, (string? Name, T Item) Last)? Tuple { get; }

    public string? this[string? name, int index] => index > 0 ? name : null;

    public Task<T?> FindAsync(Func<T?, string>? choose) => Task.FromResult(choose is null ? default : Value.GetValueOrDefault().Value);

    public bool TryGet([NotNullWhen(true)] out string? found, [MaybeNullWhen(false)] out T item)
    {
        Changed?.Invoke(this, Field);
        (found, item) = (null, default);
        return false;
    }

    [return: NotNullIfNotNull(nameof(value))]
    public string? Echo(string? value) => value;

    public void OnCompleted()
    {
    }

    public void OnError(Exception error)
    {
    }

    public void OnNext(KeyValuePair<string, string?> value)
    {
    }
}
