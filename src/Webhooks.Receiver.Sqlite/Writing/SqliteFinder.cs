using System.Diagnostics.CodeAnalysis;

namespace Webhooks.Receiver.Sqlite;

/// <summary>Reads what a write would only find out: that its event is known. Needs no right to write.</summary>
/// <returns>False if the write has to run.</returns>
internal delegate bool SqliteFinder<T>(SqliteSession session, [MaybeNullWhen(false)] out T answer);
