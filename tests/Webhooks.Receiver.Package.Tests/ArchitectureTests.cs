using System.Reflection;
using System.Runtime.CompilerServices;
using System.Text.RegularExpressions;
using Microsoft.Extensions.DependencyInjection;
using Webhooks.Receiver.Cue;

namespace Webhooks.Receiver.Package.Tests;

/// <summary>The arrows of src/README.md.</summary>
public sealed class ArchitectureTests
{
    private const string Namespace = "Webhooks.Receiver";

    private static readonly Assembly _core = typeof(WebhookReceiver).Assembly;
    private static readonly Assembly _aspNetCore = typeof(WebhookServiceCollectionExtensions).Assembly;
    private static readonly Assembly _catalog = Assembly.Load("Webhooks.Receiver.Catalog");
    private static readonly Assembly _postgreSql = Assembly.Load("Webhooks.Receiver.PostgreSql");
    private static readonly Assembly _sqlite = Assembly.Load("Webhooks.Receiver.Sqlite");
    private static readonly Assembly _testing = Assembly.Load("Webhooks.Receiver.Testing");

    private static readonly string[] _providers =
        [.. Directory.GetDirectories(Repository.PathOf("src", Namespace, "Providers")).Select(folder => Path.GetFileName(folder)!)];

    [Fact]
    public void Core_KnowsNeitherItsPackagesNorAspNet() => NamesReferencedBy(_core).Should().NotContain(name =>
        name.StartsWith(Namespace, StringComparison.Ordinal) || name.StartsWith("Microsoft.AspNetCore", StringComparison.Ordinal));

    [Fact]
    public void AspNetCore_KnowsTheCoreOnly() => OursReferencedBy(_aspNetCore).Should().Equal(Namespace);

    [Fact]
    public void Catalog_KnowsThePublicCoreOnly()
    {
        OursReferencedBy(_catalog).Should().Equal(Namespace);
        NamesReferencedBy(_catalog).Should().NotContain(name => name.StartsWith("Microsoft.AspNetCore", StringComparison.Ordinal));
        _core.GetCustomAttributes<InternalsVisibleToAttribute>().Should().NotContain(friend => friend.AssemblyName.StartsWith(_catalog.GetName().Name!));
    }

    [Fact]
    public void Engine_NamesNoneOfTheCatalogue()
    {
        string[] providers = [.. _catalog.GetExportedTypes().Where(type => !type.IsAbstract).Select(type => type.Name.Replace("Event", "", StringComparison.Ordinal))];
        string[] wrong =
        [
            .. from folder in PackedSources.Names
               where folder != _catalog.GetName().Name
               from file in Repository.Files(Path.Combine("src", folder), "*.cs")
               let code = SourceText.WithoutDocumentation(Repository.Read(file))
               from one in providers
               where Regex.IsMatch(code, $@"\b{one}(?:Event)?\b", RegexOptions.IgnoreCase)
               select $"{file}: {one}",
        ];

        providers.Should().HaveCountGreaterThan(15).And.Contain("Stripe");
        wrong.Should().BeEmpty();
    }

    [Fact]
    public void Catalog_ProvidersAreSmallAndSayWhatTheyKnow()
    {
        string[] providers = [.. Directory.GetDirectories(Repository.PathOf("src", "Webhooks.Receiver.Catalog")).Where(folder => Directory.GetFiles(folder, "*Event.cs").Length > 0)];

        providers.Should().HaveCountGreaterThan(15);
        providers.Should().OnlyContain(one => File.ReadAllText(Path.Combine(one, "README.md")).Contains("\nSources: "));
        providers.SelectMany(one => Directory.GetFiles(one, "*Event.cs")).Should().OnlyContain(file => File.ReadLines(file).Count() <= 32);
    }

    [Fact]
    public void PostgreSql_KnowsTheCoreAndItsDriverOnly()
    {
        OursReferencedBy(_postgreSql).Should().Equal(Namespace);
        NamesReferencedBy(_postgreSql).Should().NotContain(name => name.StartsWith("Microsoft.AspNetCore", StringComparison.Ordinal));
    }

    [Fact]
    public void Sqlite_KnowsTheCoreOnly() => OursReferencedBy(_sqlite).Should().Equal(Namespace);

    [Fact]
    public void Testing_KnowsTheCoreOnly() => OursReferencedBy(_testing).Should().BeSubsetOf([Namespace]);

    [Fact]
    public void Engine_ReferencesNoProviderInItsCode()
    {
        string[] providers = [.. _providers.Select(provider => $"{Namespace}.{provider}")];
        Type[] engine = [.. _core.GetTypes().Where(type => !providers.Contains(type.Namespace))];

        string[] wrong =
        [
            .. from type in engine
               from reference in References.Of(type)
               where providers.Contains(reference.Namespace)
               select $"{type} -> {reference}",
        ];

        engine.Should().NotBeEmpty();
        wrong.Should().BeEmpty();
    }

    [Fact]
    public void Engine_NamesNoProviderInItsSources()
    {
        string[] wrong =
        [
            .. from file in Repository.Files(Path.Combine("src", Namespace), "*.cs")
               where !_providers.Any(one => file.Contains(Path.Combine("Providers", one) + Path.DirectorySeparatorChar))
               let code = SourceText.WithoutDocumentation(Repository.Read(file)) // its examples are for users, who name a provider
               from provider in _providers
               where code.Contains($"{Namespace}.{provider};") || code.Contains($"{Namespace}.{provider}.")
               select $"{file}: {provider}",
        ];

        wrong.Should().BeEmpty();
    }

    [Fact]
    public void Providers_DoNotKnowEachOther()
    {
        string[] wrong =
        [
            .. from type in _core.GetTypes()
               let one = _providers.FirstOrDefault(provider => type.Namespace == $"{Namespace}.{provider}")
               where one is not null
               from reference in References.Of(type)
               where _providers.Any(other => other != one && reference.Namespace == $"{Namespace}.{other}")
               select $"{type} -> {reference}",
        ];

        wrong.Should().BeEmpty();
    }

    [Fact]
    public void References_FindTypesInCodeAndSignatures()
    {
        References.Of(typeof(CueWebhooks)).Should().Contain([typeof(SignedWebhookReader<CueEvent>), typeof(SignatureHeaders)]);
        References.Of(typeof(CueEvent)).Should().Contain(type => type.Name == "CueProvider", "it is only named in the static constructor");
    }

    private static IEnumerable<string> OursReferencedBy(Assembly assembly) =>
        NamesReferencedBy(assembly).Where(name => name.StartsWith(Namespace, StringComparison.Ordinal));

    private static IEnumerable<string> NamesReferencedBy(Assembly assembly) =>
        assembly.GetReferencedAssemblies().Select(reference => reference.Name!);
}
