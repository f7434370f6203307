using Npgsql;
using NpgsqlTypes;

namespace Webhooks.Receiver.PostgreSql;

/// <summary>Typed positional parameters.</summary>
internal static class Parameter
{
    // A lease or a retention of more than a century has the same meaning, and does not overflow PostgreSQL's times.
    private static readonly TimeSpan _longest = TimeSpan.FromDays(36_500);

    public static NpgsqlParameter Bytes(byte[] value) => new NpgsqlParameter<byte[]> { TypedValue = value, NpgsqlDbType = NpgsqlDbType.Bytea };

    public static NpgsqlParameter Key(IdempotencyKey key) => Bytes(key.ToArray());

    public static NpgsqlParameter Number(long value) => new NpgsqlParameter<long> { TypedValue = value, NpgsqlDbType = NpgsqlDbType.Bigint };

    /// <summary>A length of time as microseconds: an interval of days would depend on the summer time of the session's time zone.</summary>
    public static NpgsqlParameter Time(TimeSpan value) => Number(GetMicroseconds(value));

    /// <summary>Gets whole microseconds, at least one.</summary>
    public static long GetMicroseconds(TimeSpan value) =>
        Math.Max(1, (value < _longest ? value : _longest).Ticks / TimeSpan.TicksPerMicrosecond);
}
