namespace Webhooks.Receiver.Tests;

/// <summary>A case that does not hold, with the seed that finds it again at once.</summary>
public sealed class FuzzFailureException : Exception
{
    public FuzzFailureException(string target, ulong seed, string what)
        : base(
            $"Fuzzing '{target}' found this with the seed {seed}:\n{what}\nTo find it again at once: "
                + $"{FuzzSettings.SeedVariable}={seed} dotnet test tests/Webhooks.Receiver.Tests "
                + $"--filter \"DisplayName~FuzzTests&DisplayName~{target}\"")
    {
        Seed = seed;
    }

    public ulong Seed { get; }
}
