using System.Diagnostics.Metrics;
using System.Reflection;
using System.Text.RegularExpressions;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Webhooks.Receiver.Catalog;
using Webhooks.Receiver.PostgreSql;
using Webhooks.Receiver.Sqlite;

namespace Webhooks.Receiver.Package.Tests;

/// <summary>What pages say of names, values and other pages is true.</summary>
public sealed partial class DocumentationTests
{
    private static readonly string[] _languages = ["csharp", "json", "sh", "sql", "text"];

    private static readonly Assembly[] _assemblies =
    [
        typeof(WebhookReceiver).Assembly, typeof(WebhookServiceCollectionExtensions).Assembly, typeof(PostgreSqlStoreOptions).Assembly,
        typeof(SqliteStoreOptions).Assembly, typeof(WebhookSigner).Assembly, typeof(CatalogEvent).Assembly,
    ];

    /// <summary>The sections below <c>Webhooks</c> that are not a provider's, with the options of their settings.</summary>
    private static readonly Dictionary<string, Type> _storeOptions = new() { ["PostgreSql"] = typeof(PostgreSqlStoreOptions), ["Sqlite"] = typeof(SqliteStoreOptions) };

    private static readonly string[] _framework =
    [
        "DateTime", "DateTimeOffset", "DbContext", "EnableRetryOnFailure", "UseSqlite",
        "AddHealthChecks", "AddMeter", "AddSource", "AsParameters", "CancellationToken", "Delegate", "Development", "EnableRequestDelegateGenerator",
        "DateOnly", "Finally", "Guid", "HttpContext", "IDistributedCache", "IOException", "IResult", "JsonNumberHandling", "JsonStringEnumConverter", "JsonTypeInfo",
        "Map", "MapFallback", "MapGroup", "MapPost", "NaN", "Npgsql", "NpgsqlDataSource", "PipeReader", "RequestDelegate", "RequireAuthorization", "RequireHost",
        "RequestSizeLimit", "Stream", "Task", "ToString", "TryAddSingleton", "UseRouting", "ValidateOnStart", "WithName",
    ];

    [Fact]
    public void Blocks_AllPages_SayTheirLanguage() => Documentation.Pages.SelectMany(page => page.Blocks)
        .Should().NotContain(block => !_languages.Contains(block.Language), "C# under another name would not be compiled; what is no code is text");

    [Fact]
    public void Snippets_Files_AreTheContextsThatBlocksName() =>
        Repository.Files(Path.Combine("tests", "Webhooks.Receiver.Package.Tests", "Snippets"), "*.cs").Select(Path.GetFileNameWithoutExtension)
            .Should().BeEquivalentTo(Documentation.CSharp.Select(block => block.Context).OfType<string>().Distinct());

    [Fact]
    public void Links_WithinTheRepository_LeadSomewhere()
    {
        string[] broken =
        [
            .. from page in Documentation.Pages
               from link in page.Links
               where !link.StartsWith("https://", StringComparison.Ordinal) && !LeadsSomewhere(page.File, link)
               select $"{page.File}: {link}",
        ];

        broken.Should().BeEmpty();
    }

    [Fact]
    public void Pages_OfDocs_AreLinkedFromTheReadme()
    {
        IReadOnlyList<string> links = Documentation.Page("README.md").Links;

        Documentation.Pages.Select(page => page.File.Replace('\\', '/')).Where(file => file.StartsWith("docs/", StringComparison.Ordinal))
            .Should().HaveCountGreaterThan(9).And.BeSubsetOf(links);
    }

    [Fact]
    public void Names_InSentencesAndTables_Exist()
    {
        MarkdownPage[] pages = [.. Documentation.Pages.Where(page => IsForUsers(page.File))];
        HashSet<string> known = [.. _assemblies.SelectMany(NamesIn), .. _assemblies.SelectMany(SectionsIn), .. TelemetryNames(), .. Enum.GetNames<LogLevel>(), .. _framework];
        string[] unknown =
        [
            .. from page in pages
               let shown = page.Blocks.SelectMany(block => Name().Matches(block.Text)).Select(match => match.Value).ToHashSet()
               from code in page.InlineCode
               where !code.Contains('-', StringComparison.Ordinal) // headers, and the mark of example secrets
               from match in Name().Matches(code)
               where !known.Contains(match.Value) && !shown.Contains(match.Value)
               select $"{page.File}: {match.Value}",
        ];

        pages.Should().HaveCountGreaterThan(10);
        unknown.Should().BeEmpty("each is a name of this library, stands in code of the same page, or is listed as one of the framework");
    }

    [Fact]
    public void Telemetry_LogTable_HasExactlyTheMessages()
    {
        string[] messages =
        [
            .. _assemblies.SelectMany(MessagesIn).Select(message => $"{message.EventId} | `{message.EventName}` | {message.Level}"),
        ];

        RowsOf("docs/telemetry.md", LogRow()).Should().BeEquivalentTo(messages);
    }

    [Fact]
    public async Task Telemetry_InstrumentTable_HasExactlyTheInstruments()
    {
        List<string> instruments = [];
        using var listener = new MeterListener
        {
            InstrumentPublished = (instrument, _) =>
            {
                if (instrument.Meter.Name == WebhookTelemetry.MeterName)
                {
                    instruments.Add($"`{instrument.Name}` | {instrument.GetType().Name.Split('`')[0].Replace("Observable", "").ToLowerInvariant()} | `{instrument.Unit}`");
                }
            },
        };
        listener.Start();
        string folder = Directory.CreateTempSubdirectory().FullName;
        try
        {
            await using ServiceProvider services = new ServiceCollection().AddLogging()
                .AddWebhookReceiver().AddSqlite($"Data Source={Path.Combine(folder, "webhooks.db")}").Services.BuildServiceProvider();
            foreach (IHostedService service in services.GetServices<IHostedService>())
            {
                await service.StartAsync(CancellationToken.None);
                await service.StopAsync(CancellationToken.None);
            }
        }
        finally
        {
            Directory.Delete(folder, recursive: true);
        }

        RowsOf("docs/telemetry.md", InstrumentRow()).Should().BeEquivalentTo(instruments.Distinct()).And.NotBeEmpty();
    }

    [Fact]
    public void Telemetry_NamesEveryConstant()
    {
        string page = Repository.Read("docs", "telemetry.md");

        TelemetryNames().Should().OnlyContain(name => page.Contains($"`{name}`"));
    }

    [Fact]
    public void Configuration_Tables_HaveEverySetting()
    {
        string page = Repository.Read("docs", "configuration.md") + Repository.Read("docs", "endpoints.md");

        SettingsOf(typeof(WebhookOptions)).Should().OnlyContain(setting => page.Contains($"| `{setting}` |"));
        SettingsOf(typeof(WebhookHostOptions)).Should().OnlyContain(setting => page.Contains($"| `{nameof(WebhookHostOptions)}.{setting}` |"));
        SettingsOf(typeof(InMemoryIdempotencyOptions)).Should().OnlyContain(setting => page.Contains($"| `{nameof(InMemoryIdempotencyOptions)}.{setting}` |"));
    }

    [Fact]
    public void Endpoints_Table_HasEverySetting()
    {
        string page = Repository.Read("docs", "endpoints.md");

        SettingsOf(typeof(WebhookEndpointOptions)).Should().OnlyContain(setting => page.Contains($"`{setting}`"));
    }

    [Fact]
    public void Readme_OutcomeTable_HasEveryOutcome()
    {
        string page = Repository.Read("README.md");

        Enum.GetNames<WebhookOutcome>().Should().OnlyContain(name => page.Contains($"| `{name}` |"));
    }

    [Fact]
    public void Troubleshooting_Table_HasEveryFailure() =>
        RowsOf("docs/troubleshooting.md", FailureRow()).Should().BeEquivalentTo(Enum.GetNames<SignatureFailure>());

    [Fact]
    public void Json_InAllPages_HasKnownSettingsOnly()
    {
        string[] unknown =
        [
            .. from block in Documentation.Pages.SelectMany(page => page.Blocks)
               where block.Language == "json"
               from provider in Documentation.ProvidersIn(block)
               from setting in provider.Value.EnumerateObject()
               where !SettingsOf(_storeOptions.GetValueOrDefault(provider.Name, typeof(WebhookOptions))).Contains(setting.Name)
               select $"{block}: {setting.Name}",
        ];

        unknown.Should().BeEmpty();
    }

    private static bool LeadsSomewhere(string file, string link)
    {
        string[] parts = link.Split('#');
        string target = parts[0].Length == 0 ? file : Path.GetRelativePath(Repository.Root, Repository.PathOf(Path.GetDirectoryName(file)!, parts[0]));
        return parts.Length == 1
            ? Path.Exists(Repository.PathOf(target))
            : Documentation.Pages.FirstOrDefault(page => page.File == target)?.Anchors.Contains(parts[1]) ?? false;
    }

    private static bool IsForUsers(string file) => file == "README.md" || file.StartsWith("docs", StringComparison.Ordinal)
        || PackedSources.Names.Any(package => file == Path.Combine("src", package, "README.md"));

    /// <summary>What users can name: types, their members, parameters and namespaces; and the names of log messages.</summary>
    private static IEnumerable<string> NamesIn(Assembly assembly) =>
    [
        .. from type in assembly.GetExportedTypes()
           from name in type.GetMembers(BindingFlags.Public | BindingFlags.NonPublic | BindingFlags.Instance | BindingFlags.Static)
               .Where(IsVisible).Concat(type.GetGenericArguments()).Append(type).Select(member => member.Name.Split('`')[0])
               .Concat(type.Namespace!.Split('.'))
           select name,
        .. MessagesIn(assembly).Select(message => message.EventName!),
    ];

    private static IEnumerable<string> TelemetryNames() =>
        typeof(WebhookTelemetry).GetFields().Select(field => (string)field.GetRawConstantValue()!);

    private static IEnumerable<LoggerMessageAttribute> MessagesIn(Assembly assembly) => assembly.GetTypes()
        .SelectMany(type => type.GetMethods(BindingFlags.Static | BindingFlags.Public | BindingFlags.NonPublic))
        .Select(method => method.GetCustomAttribute<LoggerMessageAttribute>()).OfType<LoggerMessageAttribute>();

    private static IEnumerable<string> RowsOf(string page, Regex row) =>
        row.Matches(Repository.Read(page)).Select(match => match.Groups[1].Value);

    /// <summary>The configuration sections of the providers.</summary>
    private static IEnumerable<string> SectionsIn(Assembly assembly) => assembly.GetExportedTypes()
        .Where(type => !type.IsGenericType && !type.IsInterface && type.IsAssignableTo(typeof(IWebhookEvent)))
        .Select(type => type.GetProperty("Provider", BindingFlags.Static | BindingFlags.Public)?.GetValue(null))
        .OfType<WebhookProvider>().Select(provider => provider.ConfigurationSection);

    /// <summary>Whether a user's code sees a member: it is public, or to be overridden.</summary>
    private static bool IsVisible(MemberInfo member) => member is not MethodBase { IsPublic: false, IsFamily: false, IsFamilyOrAssembly: false }
        and not FieldInfo { IsPublic: false } and not PropertyInfo { GetMethod: { IsPublic: false, IsFamily: false, IsFamilyOrAssembly: false } };

    private static IEnumerable<string> SettingsOf(Type type) => type.GetProperties().Select(property => property.Name);

    [GeneratedRegex(@"^\| (\d+ \| `\w+` \| \w+) \|", RegexOptions.Multiline)]
    private static partial Regex LogRow();

    [GeneratedRegex(@"^\| (`[\w.]+` \| \w+ \| `[^`]+`) \|", RegexOptions.Multiline)]
    private static partial Regex InstrumentRow();

    [GeneratedRegex(@"^\| `((?:Signature|Timestamp|Identity|UrlToken|Handshake|Not)\w+)` \|", RegexOptions.Multiline)]
    private static partial Regex FailureRow();

    [GeneratedRegex(@"\b[A-Z]\w*[a-z]\w*")]
    private static partial Regex Name();
}
