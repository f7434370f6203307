namespace Webhooks.Receiver.Testing;

/// <summary>The assertions of one case.</summary>
internal sealed class ConformanceCheck(string caseName)
{
    public void Equal<T>(T expected, T actual, string subject)
    {
        if (!EqualityComparer<T>.Default.Equals(expected, actual))
        {
            throw Failure(Describe(expected), Describe(actual), subject);
        }
    }

    public void That(bool condition, string expected, string actual, string subject)
    {
        if (!condition)
        {
            throw Failure(expected, actual, subject);
        }
    }

    /// <summary>Accepts derived exceptions too.</summary>
    public async Task ThrowsAsync<TException>(Func<Task> action, string subject)
        where TException : Exception
    {
        string expected = $"an {typeof(TException).Name}";
        try
        {
            await action();
        }
        catch (TException)
        {
            return;
        }
        catch (Exception e)
        {
            throw new ConformanceException(caseName, subject, expected, $"{e.GetType().Name}: {e.Message}", e);
        }

        throw Failure(expected, "no exception", subject);
    }

    private static string Describe<T>(T value) => value switch
    {
        null => "nothing",
        "" => "an empty text",
        _ => $"{value}",
    };

    private ConformanceException Failure(string expected, string actual, string subject) =>
        new(caseName, subject, expected, actual);
}
