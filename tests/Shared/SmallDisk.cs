using System.Diagnostics;

namespace Webhooks.Receiver.Tests;

/// <summary>A file system of some megabytes in memory, where the tests run as a user who may mount one.</summary>
internal sealed class SmallDisk : IDisposable
{
    private readonly DirectoryInfo _folder;

    private SmallDisk(DirectoryInfo folder) => _folder = folder;

    public string Path => _folder.FullName;

    /// <param name="megabytes">The size.</param>
    /// <param name="owner">The user who may write there beside root.</param>
    /// <returns>Null if it cannot be mounted here.</returns>
    public static SmallDisk? TryMount(int megabytes, string owner = "root")
    {
        if (!OperatingSystem.IsLinux() || !Environment.IsPrivilegedProcess)
        {
            return null;
        }

        DirectoryInfo folder = Directory.CreateTempSubdirectory("webhooks-disk-");
        if (TryRun("mount", "-t", "tmpfs", "-o", $"size={megabytes}m,uid={owner},mode=700", "tmpfs", folder.FullName))
        {
            return new SmallDisk(folder);
        }

        folder.Delete();
        return null;
    }

    public void Grow(int megabytes) => TryRun("mount", "-o", $"remount,size={megabytes}m", Path).Should().BeTrue();

    public void MakeReadOnly() => TryRun("mount", "-o", "remount,ro", Path).Should().BeTrue();

    public void Dispose()
    {
        TryRun("umount", "-l", Path);
        _folder.Delete(recursive: true);
    }

    private static bool TryRun(string file, params string[] arguments)
    {
        try
        {
            using Process process = Process.Start(new ProcessStartInfo(file, arguments) { RedirectStandardError = true })!;
            process.StandardError.ReadToEnd();
            process.WaitForExit();
            return process.ExitCode == 0;
        }
        catch (System.ComponentModel.Win32Exception)
        {
            return false;
        }
    }
}
