using Microsoft.EntityFrameworkCore;

namespace Webhooks.Receiver.Sqlite.Tests;

/// <summary>The app's own tables, in the file of the stores.</summary>
internal sealed class EffectsContext(DbContextOptions<EffectsContext> options) : DbContext(options)
{
    public DbSet<Effect> Effects => Set<Effect>();

    protected override void OnModelCreating(ModelBuilder modelBuilder)
    {
        var effect = modelBuilder.Entity<Effect>();
        effect.ToTable("effects");
        effect.HasKey(e => e.Id);
        effect.Property(e => e.Id).HasColumnName("id");
    }
}
