namespace QuickStart;

internal static class DefaultAddress
{
    private const string Url = "http://127.0.0.1:5080";

    private static readonly string[] _settings = ["urls", "http_ports", "https_ports"];

    /// <summary>
    /// Listens at the sample's own address unless the configuration sets another. This is in code because "Urls" in
    /// appsettings.json would override the environment variable ASPNETCORE_URLS.
    /// </summary>
    public static void UseDefaultAddress(this WebApplicationBuilder builder)
    {
        ConfigurationManager configuration = builder.Configuration;
        bool isConfigured = _settings.Any(setting => !string.IsNullOrEmpty(configuration[setting]))
            || configuration.GetSection("Kestrel:Endpoints").GetChildren().Any();
        if (!isConfigured)
        {
            builder.WebHost.UseUrls(Url);
        }
    }
}
