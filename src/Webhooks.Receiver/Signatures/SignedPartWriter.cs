using System.Buffers;

namespace Webhooks.Receiver;

/// <summary>
/// Writes the bytes of a part of the signed content that no other part describes. It gets what is not authenticated yet: it must not change
/// anything, and must not keep the body. Called at the same time by several threads, and once for each configured secret.
/// </summary>
/// <param name="body">The body's bytes exactly as received.</param>
/// <param name="headers">The headers, the method and, if the part declares that it uses it, the URL.</param>
/// <param name="output">Receives the bytes. They are hashed as they come, so that nothing has to be kept.</param>
/// <returns>False if the request has no such part. The delivery is then refused, and also if the delegate throws.</returns>
public delegate bool SignedPartWriter(ReadOnlySequence<byte> body, SignatureHeaders headers, IBufferWriter<byte> output);
