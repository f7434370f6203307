namespace Webhooks.Receiver.Package.Tests;

/// <summary>A test that needs a package of somebody else. Where it cannot be restored, the test is skipped with the reason.</summary>
[AttributeUsage(AttributeTargets.Method)]
internal sealed class ForeignPackageFactAttribute : FactAttribute
{
    public ForeignPackageFactAttribute(string package)
    {
        Package = package;
        Skip = ForeignPackage.FindReasonToSkip(package);
    }

    public string Package { get; }
}
