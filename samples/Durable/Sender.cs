using System.Net.Http.Headers;
using Webhooks.Receiver.Cue;
using Webhooks.Receiver.CueApi;
using Webhooks.Receiver.Testing;

namespace Durable;

/// <summary>Sends each event as its provider does: signed, and again until it gets a 2xx.</summary>
internal sealed class Sender(string secret, IReadOnlyList<ReceiverProcess> receivers) : IDisposable
{
    private static readonly TimeSpan _pause = TimeSpan.FromMilliseconds(300);

    private readonly HttpClient _client = new() { Timeout = TimeSpan.FromSeconds(10) };

    /// <summary>Sends an event to a receiver, and after a failure to the next one, as a load balancer would.</summary>
    public async Task SendAsync(EventRow row, int first, CancellationToken cancellationToken)
    {
        for (int attempt = first; ; attempt++)
        {
            if (receivers[attempt % receivers.Count].Address is { } address)
            {
                int? status = await SendOnceAsync(address, row, cancellationToken);
                row.AddAnswer(status);
                if (status is >= 200 and < 300)
                {
                    return;
                }
            }

            await Task.Delay(_pause, cancellationToken);
        }
    }

    public void Dispose() => _client.Dispose();

    /// <returns>The status; null if there was no answer.</returns>
    private async Task<int?> SendOnceAsync(Uri address, EventRow row, CancellationToken cancellationToken)
    {
        byte[] body = row.IsInBackground ? CueSamplePayloads.AdClick(row.Id) : CueApiSamplePayloads.Execution(row.Id);
        using var request = new HttpRequestMessage(HttpMethod.Post, new Uri(address, row.IsInBackground ? Receiver.CuePath : Receiver.CueApiPath));
        request.Content = new ByteArrayContent(body);
        request.Content.Headers.ContentType = new MediaTypeHeaderValue("application/json");
        foreach ((string name, string value) in row.IsInBackground
            ? WebhookSigner.Sign<CueEvent>(secret, body)
            : WebhookSigner.Sign<CueApiEvent>(secret, body))
        {
            request.Headers.TryAddWithoutValidation(name, value);
        }

        try
        {
            using HttpResponseMessage response = await _client.SendAsync(request, cancellationToken);
            return (int)response.StatusCode;
        }
        catch (Exception e) when (e is HttpRequestException || (e is OperationCanceledException && !cancellationToken.IsCancellationRequested))
        {
            return null;
        }
    }
}
