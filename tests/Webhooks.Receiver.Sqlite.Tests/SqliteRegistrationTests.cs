using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;

namespace Webhooks.Receiver.Sqlite.Tests;

public sealed class SqliteRegistrationTests
{
    [Fact]
    public void AddSqlite_ReplacesTheStoreInMemory()
    {
        using ServiceProvider services = new ServiceCollection().AddLogging().AddWebhookReceiver().AddSqlite("Data Source=x.db").Services
            .BuildServiceProvider();

        services.GetServices<IIdempotencyStore>().Should().ContainSingle().Which.Should().NotBeOfType<InMemoryIdempotencyStore>();
    }

    [Fact]
    public async Task AddSqlite_Twice_RegistersOnceAndUsesTheLastFile()
    {
        using var file = new DatabaseFile();
        await using StoreInstance instance = StoreInstance.Create(
            options => options.ConnectionString = "Data Source=/missing/x.db",
            more: services => services.AddWebhookReceiver().AddSqlite(file.ConnectionString));

        await instance.StartAsync();

        File.Exists(file.Path).Should().BeTrue();
        instance.Services.GetServices<IIdempotencyStore>().Should().ContainSingle();
    }

    [Fact]
    public void AddSqlite_BesideAnotherDurableStore_Throws()
    {
        IWebhooksBuilder builder = new ServiceCollection().AddWebhookReceiver();
        builder.Services.AddSingleton<IInboxStore>(_ => throw new NotSupportedException());

        var add = () => builder.AddSqlite("Data Source=x.db");

        add.Should().Throw<InvalidOperationException>().WithMessage(
            "Another durable store is registered already. An app has one: keep AddSqlite, or the other call, and remove the rest.");
    }

    [Fact]
    public async Task AddSqlite_Section_IsRead()
    {
        using var file = new DatabaseFile();
        await using ServiceProvider services = Build(("Storage:ConnectionString", file.ConnectionString), ("Storage:CreateSchema", "false"));

        string message = FindError(services);

        message.Should().StartWith("Storage:ConnectionString names a database without the tables");
    }

    [Fact]
    public void AddSqlite_SectionWithAnotherWord_NamesTheSetting()
    {
        using ServiceProvider services = Build(("Storage:ConnectionString", "Data Source=x.db"), ("Storage:CreateSchema", "maybe"));

        FindError(services).Should().Be("Storage:CreateSchema is neither true nor false.");
    }

    [Fact]
    public void AddSqlite_SectionWithAnUnknownSetting_NamesIt()
    {
        using ServiceProvider services = Build(("Storage:ConectionString", "Data Source=x.db"));

        FindError(services).Should().Be("Storage:ConectionString is not a setting. The settings are ConnectionString, CreateSchema.");
    }

    [Fact]
    public void AddSqlite_WithoutArgument_ReadsItsSection()
    {
        IConfiguration configuration = new ConfigurationBuilder()
            .AddInMemoryCollection([KeyValuePair.Create("Webhooks:Sqlite:ConnectionString", (string?)"Data Source=/missing/x.db")]).Build();
        using ServiceProvider services = new ServiceCollection().AddLogging().AddSingleton(configuration).AddWebhookReceiver().AddSqlite()
            .Services.BuildServiceProvider();

        FindError(services).Should().Be(
            "Webhooks:Sqlite:ConnectionString names a file in a directory that does not exist. Create the directory.");
    }

    [Theory]
    [InlineData("", "Storage:ConnectionString is missing. Set it to the file of the stores, such as 'Data Source=webhooks.db', or pass it to AddSqlite.")]
    [InlineData("webhooks.db", "Storage:ConnectionString is not a connection string of SQLite. It looks like 'Data Source=webhooks.db'.")]
    [InlineData("Color=Red", "Storage:ConnectionString is not a connection string of SQLite. It looks like 'Data Source=webhooks.db'.")]
    [InlineData("Data Source=:memory:", "Storage:ConnectionString names no file. A database in memory would lose deliveries: set Data Source to a file.")]
    [InlineData("Cache=Private", "Storage:ConnectionString names no file. A database in memory would lose deliveries: set Data Source to a file.")]
    [InlineData("Data Source=x;Mode=Memory", "Storage:ConnectionString names no file. A database in memory would lose deliveries: set Data Source to a file.")]
    [InlineData("Data Source=x;Mode=ReadOnly", "Storage:ConnectionString says Mode=ReadOnly. The stores write: remove it.")]
    [InlineData("Data Source=x;Cache=Shared", "Storage:ConnectionString says Cache=Shared, with which readers and writers stop each other. Remove it.")]
    [InlineData("Data Source=file:x?mode=memory", "Storage:ConnectionString names a database that cannot have a write-ahead log: one in memory, or on a file system without shared memory. Set Data Source to a file on a local disk.")]
    public void Start_UnusableConnectionString_NamesTheSetting(string connectionString, string expected)
    {
        using ServiceProvider services = Build(("Storage:ConnectionString", connectionString));

        FindError(services).Should().Be(expected);
    }

    private static ServiceProvider Build(params (string Key, string Value)[] settings)
    {
        IConfigurationSection section = new ConfigurationBuilder()
            .AddInMemoryCollection(settings.Select(setting => KeyValuePair.Create(setting.Key, (string?)setting.Value)))
            .Build().GetSection("Storage");
        return new ServiceCollection().AddLogging().AddWebhookReceiver().AddSqlite(section).Services.BuildServiceProvider();
    }

    private static string FindError(ServiceProvider services)
    {
        var claim = async () => await services.GetRequiredService<IIdempotencyStore>()
            .ClaimAsync(Keys.New(), TimeSpan.FromSeconds(1), CancellationToken.None);
        return claim.Should().ThrowAsync<WebhookConfigurationException>().GetAwaiter().GetResult().Which.Message;
    }
}
