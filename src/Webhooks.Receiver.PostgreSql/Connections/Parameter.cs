using Npgsql;
using NpgsqlTypes;

namespace Webhooks.Receiver.PostgreSql;

/// <summary>Typed positional parameters.</summary>
internal static class Parameter
{
    // A lease or a retention of more than a century has the same meaning, and does not overflow PostgreSQL's times.
    private static readonly TimeSpan _longest = TimeSpan.FromDays(36_500);

    public static NpgsqlParameter Bytes(byte[] value) => Create(value, NpgsqlDbType.Bytea);

    public static NpgsqlParameter Key(IdempotencyKey key) => Bytes(key.ToArray());

    public static NpgsqlParameter Number(long value) => Create(value, NpgsqlDbType.Bigint);

    public static NpgsqlParameter Text(string value) => Create(value, NpgsqlDbType.Text);

    /// <summary>A length of time as microseconds: an interval of days would depend on the summer time of the session's time zone.</summary>
    public static NpgsqlParameter Time(TimeSpan value) => Number(GetMicroseconds(value));

    public static NpgsqlParameter Texts(string?[] values) => Create(values, NpgsqlDbType.Array | NpgsqlDbType.Text);

    public static NpgsqlParameter Numbers(long[] values) => Create(values, NpgsqlDbType.Array | NpgsqlDbType.Bigint);

    public static NpgsqlParameter Instants(DateTime[] values) => Create(values, NpgsqlDbType.Array | NpgsqlDbType.TimestampTz);

    public static NpgsqlParameter Bytes(byte[]?[] values) => Create(values, NpgsqlDbType.Array | NpgsqlDbType.Bytea);

    /// <summary>Bytes that are not copied: the memory is read until the command has been sent.</summary>
    public static NpgsqlParameter Bytes(ReadOnlyMemory<byte>[] values) => Create(values, NpgsqlDbType.Array | NpgsqlDbType.Bytea);

    /// <summary>Gets whole microseconds, at least one.</summary>
    public static long GetMicroseconds(TimeSpan value) =>
        Math.Max(1, (value < _longest ? value : _longest).Ticks / TimeSpan.TicksPerMicrosecond);

    private static NpgsqlParameter<T> Create<T>(T value, NpgsqlDbType type) => new() { TypedValue = value, NpgsqlDbType = type };
}
