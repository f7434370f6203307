using Npgsql;

namespace Webhooks.Receiver.PostgreSql;

/// <summary>A statement with its parameters, in their order.</summary>
internal readonly record struct Statement(string Sql, NpgsqlParameter[] Parameters);
