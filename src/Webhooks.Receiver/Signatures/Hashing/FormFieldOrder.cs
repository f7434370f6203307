namespace Webhooks.Receiver;

/// <summary>The ordinal order of names and then of values, byte by byte.</summary>
internal sealed class FormFieldOrder(byte[] form) : IComparer<FormField>
{
    public int Compare(FormField x, FormField y)
    {
        int byName = x.GetName(form).SequenceCompareTo(y.GetName(form));
        return byName != 0 ? byName : x.GetValue(form).SequenceCompareTo(y.GetValue(form));
    }
}
