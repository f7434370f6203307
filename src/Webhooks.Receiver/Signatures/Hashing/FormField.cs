namespace Webhooks.Receiver;

/// <summary>A field of a form: where its decoded name and its decoded value are.</summary>
internal readonly record struct FormField(int NameStart, int NameLength, int ValueStart, int ValueLength)
{
    public ReadOnlySpan<byte> GetName(ReadOnlySpan<byte> form) => form.Slice(NameStart, NameLength);

    public ReadOnlySpan<byte> GetValue(ReadOnlySpan<byte> form) => form.Slice(ValueStart, ValueLength);

    public bool HasBytesOf(FormField other, ReadOnlySpan<byte> form) =>
        GetName(form).SequenceEqual(other.GetName(form)) && GetValue(form).SequenceEqual(other.GetValue(form));
}
