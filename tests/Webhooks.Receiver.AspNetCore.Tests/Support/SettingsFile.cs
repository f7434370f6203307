using System.Text.Json.Nodes;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.FileProviders;

namespace Webhooks.Receiver.AspNetCore.Tests.Support;

/// <summary>A settings file on disk that a running app watches.</summary>
internal sealed class SettingsFile : IDisposable
{
    private const string Name = "webhooks.json";

    private readonly DirectoryInfo _directory = Directory.CreateTempSubdirectory("webhooks-tests-");
    private readonly PhysicalFileProvider _files;

    public SettingsFile(params string[] secrets)
    {
        _files = new PhysicalFileProvider(_directory.FullName);
        WriteSecrets(secrets);
    }

    public void AddTo(IConfigurationBuilder configuration) =>
        configuration.AddJsonFile(_files, Name, optional: false, reloadOnChange: true);

    public void WriteSecrets(params string[] secrets) => Write(new JsonObject
    {
        ["Secrets"] = new JsonArray([.. secrets.Select(secret => (JsonNode)JsonValue.Create(secret)!)]),
    });

    /// <summary>Replaces the file at once, as deployments do: no reader sees an incomplete file.</summary>
    public void Write(JsonObject cue) => WriteSection("Cue", cue);

    /// <inheritdoc cref="Write"/>
    public void WriteSection(string name, JsonObject section)
    {
        string next = Path.Combine(_directory.FullName, "next.tmp");
        File.WriteAllText(next, new JsonObject { ["Webhooks"] = new JsonObject { [name] = section } }.ToJsonString());
        File.Move(next, Path.Combine(_directory.FullName, Name), overwrite: true);
    }

    public void Dispose()
    {
        _files.Dispose();
        _directory.Delete(recursive: true);
    }
}
