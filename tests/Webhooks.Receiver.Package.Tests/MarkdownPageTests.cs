namespace Webhooks.Receiver.Package.Tests;

public sealed class MarkdownPageTests
{
    [Fact]
    public void Parse_Blocks_HaveTheirPlaceLanguageAndContext()
    {
        const string Text = """
            # A page

            ```sh
            # no heading, and [no link](nowhere.md)
            ```
            <!-- snippet context: Store -->
            ```csharp
            var one = 1;

            var two = 2;
            ```

            <!-- snippet context: Store -->
            Not a block.

            ```csharp
            ```
            """;

        var page = MarkdownPage.Parse("page.md", Text);

        page.Blocks.Select(block => (block.Line, block.Language, block.Text, block.Context)).Should().Equal(
            (4, "sh", "# no heading, and [no link](nowhere.md)", null),
            (8, "csharp", "var one = 1;\n\nvar two = 2;", "Store"),
            (17, "csharp", "", null));
        page.Links.Should().BeEmpty();
        page.Anchors.Should().Equal("a-page");
    }

    [Fact]
    public void Parse_BlockWithoutEnd_Throws()
    {
        Action parsing = () => MarkdownPage.Parse("page.md", "one\n```csharp\nvar x = 1;\n");

        parsing.Should().Throw<FormatException>().WithMessage("page.md(2): *");
    }

    [Fact]
    public void Parse_Links_AreThoseOutsideOfCode()
    {
        var page = MarkdownPage.Parse("page.md", "See [one](one.md), [`two`](two.md#part) and `[three](three.md)`.");

        page.Links.Should().Equal("one.md", "two.md#part");
        page.InlineCode.Should().Equal("two", "[three](three.md)");
    }

    [Fact]
    public void Parse_Headings_HaveTheAnchorsOfGitHub()
    {
        var page = MarkdownPage.Parse("page.md", "# SORI's token, in `logs`\n## Each event once\n## Each event once\n");

        page.Anchors.Should().Equal("soris-token-in-logs", "each-event-once", "each-event-once-1");
    }

    [Theory]
    [InlineData("using System.Text;\n\nConsole.WriteLine(Encoding.UTF8);", true)]
    [InlineData("using var client = new HttpClient();", true)]
    [InlineData("// first this\nusing Json = System.Text.Json;\n\npublic sealed record Sync(string Task);", false)]
    [InlineData("[Obsolete]\npublic class Old;", false)]
    [InlineData("internal readonly struct Old;\n", false)]
    public void IsProgram_Block_IsSoIfItHasStatements(string code, bool expected) =>
        SnippetSource.IsProgram(new CodeBlock("page.md", 1, "csharp", code.Split('\n'))).Should().Be(expected);

    [Fact]
    public void ExamplesIn_Source_HaveTheirLinesWithoutTheComment()
    {
        const string Source = """
            /// <summary>A type.</summary>
            /// <example>
            /// <code><![CDATA[
            /// var list = new List<int>();
            ///
            /// list.Add(1);
            /// ]]></code>
            /// </example>
            public sealed class Type;

            """;

        CodeBlock example = Documentation.ExamplesIn("Type.cs", Source).Should().ContainSingle().Subject;

        example.ToString().Should().Be("Type.cs(4)");
        example.Text.Should().Be("var list = new List<int>();\n\nlist.Add(1);");
    }

    [Fact]
    public void ExamplesIn_CodeOfAnotherForm_Throws()
    {
        Action finding = () => Documentation.ExamplesIn("Type.cs", "/// <code>\n/// var x = 1;\n/// </code>\n");

        finding.Should().Throw<FormatException>().WithMessage("Type.cs: *");
    }
}
