using System.Reflection;

namespace Webhooks.Receiver.Package.Tests;

/// <summary>The files of the repository that the tests were built in.</summary>
internal static class Repository
{
    private const string Solution = "Webhooks.Receiver.sln";

    private static readonly string[] _built = ["bin", "obj", "TestResults", "artifacts"];

    public static string Root { get; } = FindRoot();

    /// <summary>Debug or Release, as these tests were built.</summary>
    public static string Configuration { get; } =
        typeof(Repository).Assembly.GetCustomAttribute<AssemblyConfigurationAttribute>()!.Configuration;

    public static string PathOf(params string[] parts) => Path.Combine([Root, .. parts]);

    public static string Read(params string[] parts) => File.ReadAllText(PathOf(parts));

    /// <summary>All files below a folder but what a build leaves there, by their path in the repository.</summary>
    public static IEnumerable<string> Files(string folder, string pattern) =>
        from file in Directory.EnumerateFiles(PathOf(folder), pattern, SearchOption.AllDirectories)
        let path = Path.GetRelativePath(Root, file)
        where !path.Split(Path.DirectorySeparatorChar).Intersect(_built).Any()
        select path;

    /// <summary>Copies the repository as far as packages and samples are built from it, without its history.</summary>
    public static void CopySources(string destination)
    {
        IEnumerable<string> top = Directory.EnumerateFiles(Root).Select(file => Path.GetFileName(file));
        foreach (string file in top.Concat(Files("src", "*")).Concat(Files("samples", "*")))
        {
            string copy = Path.Combine(destination, file);
            Directory.CreateDirectory(Path.GetDirectoryName(copy)!);
            File.Copy(PathOf(file), copy);
        }
    }

    private static string FindRoot()
    {
        for (DirectoryInfo? folder = new(AppContext.BaseDirectory); folder is not null; folder = folder.Parent)
        {
            if (File.Exists(Path.Combine(folder.FullName, Solution)))
            {
                return folder.FullName;
            }
        }

        throw new InvalidOperationException($"No {Solution} above {AppContext.BaseDirectory}.");
    }
}
