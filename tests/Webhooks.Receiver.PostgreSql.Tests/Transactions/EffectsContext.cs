using Microsoft.EntityFrameworkCore;

namespace Webhooks.Receiver.PostgreSql.Tests;

/// <summary>The app's own tables, in a schema of its own.</summary>
internal sealed class EffectsContext(DbContextOptions<EffectsContext> options) : DbContext(options)
{
    public DbSet<Effect> Effects => Set<Effect>();

    protected override void OnModelCreating(ModelBuilder modelBuilder)
    {
        var effect = modelBuilder.Entity<Effect>();
        effect.ToTable("effects", PostgreSql.Tests.Effects.Schema);
        effect.HasKey(e => e.Number);
        effect.Property(e => e.Number).HasColumnName("number").UseIdentityAlwaysColumn();
        effect.Property(e => e.Id).HasColumnName("id");
    }
}
