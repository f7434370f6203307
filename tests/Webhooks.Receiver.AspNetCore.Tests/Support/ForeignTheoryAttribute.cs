namespace Webhooks.Receiver.AspNetCore.Tests.Support;

/// <summary>A theory that needs another program. If it is not installed, the test is skipped with a reason.</summary>
[AttributeUsage(AttributeTargets.Method)]
internal sealed class ForeignTheoryAttribute : TheoryAttribute
{
    public ForeignTheoryAttribute(string program)
    {
        Program = program;
        if (!ForeignProgram.IsInstalled(program))
        {
            Skip = $"The program '{program}' is not installed here.";
        }
    }

    public string Program { get; }
}
