using System.Runtime.InteropServices;

namespace Webhooks.Receiver.Benchmarks.Durable;

/// <summary>Counts the statements of all SQLite connections of this process, other than those that begin or end a transaction.</summary>
internal static class SqliteTrace
{
    private const string Library = "e_sqlite3";
    private const uint StatementStarts = 1;
    private const int Ok = 0;

    private static readonly string[] _transactions = ["BEGIN", "COMMIT", "ROLLBACK"];
    private static readonly Extension _extension = Attach; // kept: native code calls it
    private static readonly Callback _callback = Count;
    private static long _queries;

    private delegate int Extension(nint database, nint error, nint api);

    private delegate int Callback(uint type, nint context, nint statement, nint text);

    public static long Queries => Interlocked.Read(ref _queries);

    /// <summary>Counts from now on, for connections that are opened from now on.</summary>
    public static void Start()
    {
        SQLitePCL.Batteries_V2.Init();
        if (AutoExtension(Marshal.GetFunctionPointerForDelegate(_extension)) != Ok)
        {
            throw new InvalidOperationException("SQLite does not accept the trace.");
        }
    }

    private static int Attach(nint database, nint error, nint api) =>
        Trace(database, StatementStarts, Marshal.GetFunctionPointerForDelegate(_callback), 0);

    private static int Count(uint type, nint context, nint statement, nint text)
    {
        string sql = Marshal.PtrToStringUTF8(text) ?? "";
        if (!Array.Exists(_transactions, word => sql.StartsWith(word, StringComparison.Ordinal)))
        {
            Interlocked.Increment(ref _queries);
        }

        return Ok;
    }

    [DllImport(Library, EntryPoint = "sqlite3_auto_extension")]
    [DefaultDllImportSearchPaths(DllImportSearchPath.AssemblyDirectory)]
    private static extern int AutoExtension(nint entryPoint);

    [DllImport(Library, EntryPoint = "sqlite3_trace_v2")]
    [DefaultDllImportSearchPaths(DllImportSearchPath.AssemblyDirectory)]
    private static extern int Trace(nint database, uint mask, nint callback, nint context);
}
