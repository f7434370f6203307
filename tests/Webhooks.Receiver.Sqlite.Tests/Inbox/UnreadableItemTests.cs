namespace Webhooks.Receiver.Sqlite.Tests;

/// <summary>What was taken is committed before it is read: it must not be forgotten if reading fails.</summary>
public sealed class UnreadableItemTests : IDisposable
{
    private static readonly TimeSpan _lease = TimeSpan.FromSeconds(30);

    private readonly DatabaseFile _file = new();
    private readonly ManualTimeProvider _clock = new();

    public void Dispose() => _file.Dispose();

    [Fact]
    public async Task Take_OneItemCannotBeRead_ReturnsTheOthersAndPutsItBackUncounted()
    {
        await using StoreInstance stores = await StoreInstance.StartAsync(_file.ConnectionString, _clock);
        for (int i = 0; i < 3; i++)
        {
            await stores.Inbox.AcceptAsync(Deliveries.New(), CancellationToken.None);
        }

        _file.Execute("DELETE FROM webhook_content WHERE id = 2");

        (await TakeAsync(stores)).Should().HaveCount(2);

        WebhookInboxEntry unread = (await stores.Items.ListAsync(new WebhookInboxQuery { State = WebhookInboxState.Pending }, CancellationToken.None)).Single();
        (unread.Id, unread.Attempts).Should().Be((2, 0));
        unread.ErrorMessage.Should().Be("The content of an inbox item is missing: the tables were changed by hand.");
        (await TakeAsync(stores)).Should().BeEmpty("it is due after the lease");
    }

    [Fact]
    public async Task Take_NoItemCanBeRead_ThrowsAndPutsThemBack()
    {
        await using StoreInstance stores = await StoreInstance.StartAsync(_file.ConnectionString, _clock);
        await stores.Inbox.AcceptAsync(Deliveries.New(), CancellationToken.None);
        _file.Execute("ALTER TABLE webhook_content RENAME TO moved");

        await ((Func<Task>)(() => TakeAsync(stores))).Should().ThrowAsync<Microsoft.Data.Sqlite.SqliteException>();

        (await stores.Items.ListAsync(new WebhookInboxQuery(), CancellationToken.None)).Single()
            .Should().Match<WebhookInboxEntry>(entry => entry.State == WebhookInboxState.Pending && entry.Attempts == 0);
        _file.Execute("ALTER TABLE moved RENAME TO webhook_content");
        _clock.Advance(_lease);
        (await TakeAsync(stores)).Should().ContainSingle().Which.Attempt.Should().Be(1);
    }

    private static async Task<IReadOnlyList<InboxItem>> TakeAsync(StoreInstance stores) =>
        await stores.Inbox.TakeAsync([Deliveries.Endpoint], 10, _lease, CancellationToken.None);
}
