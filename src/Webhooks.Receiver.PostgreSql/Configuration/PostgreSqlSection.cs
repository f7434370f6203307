using Microsoft.Extensions.Configuration;

namespace Webhooks.Receiver.PostgreSql;

/// <summary>The configuration section of the options; null if the app has no configuration.</summary>
internal sealed record PostgreSqlSection(IConfiguration? Section, string Path);
