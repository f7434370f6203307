using System.Globalization;

namespace Webhooks.Receiver.Package.Tests;

/// <summary>Constants as a C# programmer writes them.</summary>
internal static class Literal
{
    /// <param name="value">The constant; of an enum, its number does as well.</param>
    /// <param name="type">The type that it is a constant of.</param>
    public static string Of(object? value, Type type)
    {
        Type underlying = Nullable.GetUnderlyingType(type) ?? type;
        return value switch
        {
            null => type.IsValueType && underlying == type ? "default" : "null",
            _ when underlying.IsEnum => OfEnum(Enum.ToObject(underlying, value), underlying),
            string text => $"\"{string.Concat(text.Select(c => Escape(c, '"')))}\"",
            char c => $"'{Escape(c, '\'')}'",
            bool truth => truth ? "true" : "false",
            decimal number => number.ToString(CultureInfo.InvariantCulture) + "m",
            Type typeOf => $"typeof({TypeName.Of(typeOf)})",
            _ => Convert.ToString(value, CultureInfo.InvariantCulture)!,
        };
    }

    private static string OfEnum(object value, Type type)
    {
        string name = TypeName.Of(type);
        string text = value.ToString()!;
        return text[0] is '-' or (>= '0' and <= '9')
            ? $"({name}){text}"
            : string.Join(" | ", text.Split(", ").Select(one => $"{name}.{one}"));
    }

    private static string Escape(char c, char quote) => c switch
    {
        '\\' => "\\\\",
        '\n' => "\\n",
        '\r' => "\\r",
        '\t' => "\\t",
        _ when c == quote => $"\\{c}",
        _ when char.IsControl(c) => $"\\u{(int)c:x4}",
        _ => c.ToString(),
    };
}
