namespace Webhooks.Receiver.AspNetCore.Tests.Support;

/// <summary>A theory that needs a program of somebody else's; where it is not installed the test is skipped and says so.</summary>
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
