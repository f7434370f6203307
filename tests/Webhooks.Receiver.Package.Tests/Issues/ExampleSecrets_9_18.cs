using System.Text.RegularExpressions;

namespace Webhooks.Receiver.Package.Tests;

/// <summary>Issue 9.18: a secret that was copied from README started in production.</summary>
public sealed partial class ExampleSecrets_9_18
{
    [Fact]
    public void Secrets_InAllPagesAndExamples_AreMarkedAsExamples()
    {
        string[] secrets =
        [
            .. Documentation.Pages.SelectMany(page => page.Blocks).Where(block => block.Language == "json").SelectMany(Documentation.ProvidersIn)
                .SelectMany(provider => provider.Value.EnumerateObject())
                .Where(setting => setting.Name is nameof(WebhookOptions.Secrets) or nameof(WebhookOptions.UrlTokens))
                .SelectMany(setting => setting.Value.EnumerateArray().Select(secret => secret.GetString()!)),
            .. Documentation.Pages.SelectMany(page => page.Blocks).Where(block => block.Language == "sh")
                .SelectMany(block => SecretInCommand().Matches(block.Text)).Select(match => match.Groups[1].Value),
            .. Documentation.CSharp.SelectMany(block => SecretInCode().Matches(block.Text)).SelectMany(match => Literal().Matches(match.Value))
                .Select(match => match.Groups[1].Value),
        ];

        secrets.Should().HaveCountGreaterThan(10).And.OnlyContain(secret => secret.Contains(WebhookOptions.ExampleMark));
    }

    /// <summary>As environment variables and as arguments.</summary>
    [GeneratedRegex(@"(?:Secrets|UrlTokens)(?:__|:)\d+['""]?[= ]['""]?([^'""\n]+)")]
    private static partial Regex SecretInCommand();

    [GeneratedRegex(@"(?:new \w+Webhooks\(|Sign<\w+>\(|Secrets = \[|new SignatureVerifier\()[^;]*")]
    private static partial Regex SecretInCode();

    [GeneratedRegex("\"([^\"]*)\"")]
    private static partial Regex Literal();
}
