using System.Globalization;
using System.Text;

namespace Webhooks.Receiver.Chaos;

/// <summary>
/// What a receiver did, a line for each step. Lines are written at once, and survive the end of the process, however it ends. Thread-safe.
/// </summary>
internal sealed class Journal(string path) : IDisposable
{
    private readonly Lock _lock = new();
    private readonly FileStream _file = new(path, FileMode.Append, FileAccess.Write, FileShare.ReadWrite, bufferSize: 0);

    public void Write(JournalEntry entry, int number)
    {
        byte[] line = Encoding.ASCII.GetBytes(string.Create(CultureInfo.InvariantCulture, $"{entry} {number}\n"));
        lock (_lock)
        {
            _file.Write(line);
        }
    }

    /// <summary>Reads the lines of all journals in a folder.</summary>
    public static IEnumerable<(JournalEntry Entry, int Number)> ReadAll(string folder)
    {
        foreach (string path in Directory.EnumerateFiles(folder, "*.journal"))
        {
            using var file = new FileStream(path, FileMode.Open, FileAccess.Read, FileShare.ReadWrite);
            using var reader = new StreamReader(file);
            string text = reader.ReadToEnd();
            foreach (string line in text[..(text.LastIndexOf('\n') + 1)].Split('\n', StringSplitOptions.RemoveEmptyEntries))
            {
                string[] parts = line.Split(' ');
                yield return (Enum.Parse<JournalEntry>(parts[0]), int.Parse(parts[1], CultureInfo.InvariantCulture));
            }
        }
    }

    public void Dispose() => _file.Dispose();
}
