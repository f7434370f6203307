namespace Webhooks.Receiver.Package.Tests;

[Collection(CompilerCollection.Name)]
public sealed class SnippetTests
{
    [Fact]
    public async Task CSharp_InAllPagesAndExamples_Compiles()
    {
        IReadOnlyList<CodeBlock> blocks = Documentation.CSharp;

        IReadOnlyList<SnippetError> errors = await SnippetCompiler.CompileAsync(blocks);

        blocks.Should().HaveCountGreaterThan(10);
        errors.Should().BeEmpty();
    }

    [Fact]
    public async Task Compile_BlocksThatAreWrong_NamesFileAndLineOfEach()
    {
        const string Text = """
            ```csharp
            var builder = WebApplication.CreateBuilder(args);
            builder.Services.AddWebhooks();

            var app = builder.Build();
            app.MapWebhook<CueEvent>((e, context) => Task.CompletedTask);
            ```

            ```csharp
            public sealed class NobodysHandler
            {
                public static string Name { get; } = null;
            }
            ```

            ```csharp
            using Webhooks.Receiver.Cue;

            CueWebhooks cue = new("secret-EXAMPLE-ONLY");
            Console.WriteLine(cue);
            ```

            <!-- snippet context: MyStore -->
            ```csharp
            Console.WriteLine(new MyStore(TimeProvider.System));
            ```

            ```csharp
            Console.WriteLine(new MyStore(TimeProvider.System));
            ```
            """;

        IReadOnlyList<SnippetError> errors = await SnippetCompiler.CompileAsync(MarkdownPage.Parse("docs/wrong.md", Text).Blocks);

        errors.Select(error => (error.File, error.Line, error.Message.Split(':')[0])).Should().BeEquivalentTo(
        [
            ("docs/wrong.md", 6, "CS0246"), // CueEvent: the using is missing
            ("docs/wrong.md", 12, "CS8625"), // a warning: null for what is never null
            ("docs/wrong.md", 29, "CS0246"), // MyStore: no context is named
        ]);
    }
}
