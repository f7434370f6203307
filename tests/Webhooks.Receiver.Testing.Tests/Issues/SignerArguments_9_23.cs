using Webhooks.Receiver.CubeConnect;
using Webhooks.Receiver.Cue;

namespace Webhooks.Receiver.Testing.Tests;

/// <summary>Issue 9.23: the signer ignored an id, or a time, for which the scheme has no place: what the test said was not what it sent.</summary>
public sealed class SignerArguments_9_23
{
    private const string Secret = "signer-EXAMPLE-ONLY";

    [Fact]
    public void Sign_IdThatTheSchemeHasNoHeaderFor_Throws() =>
        FluentActions.Invoking(() => WebhookSigner.Sign<CueEvent>(Secret, "{}"u8, id: "evt_1")).Should().Throw<ArgumentException>()
            .WithMessage("The scheme with the header 'cue-signature' has no header for an id. If the body has one, write it there before you sign.*")
            .WithParameterName("id");

    [Fact]
    public void Sign_IdAndSchemeWithATimeOnly_Throws() =>
        FluentActions.Invoking(() => WebhookSigner.Sign<CubeConnectEvent>(Secret, "{}"u8, DateTimeOffset.UnixEpoch, "1")).Should()
            .Throw<ArgumentException>().WithParameterName("id");

    [Fact]
    public void Sign_TimeThatTheSchemeDoesNotSign_Throws() =>
        FluentActions.Invoking(() => WebhookSigner.Sign<CueEvent>(Secret, "{}"u8, DateTimeOffset.UnixEpoch)).Should().Throw<ArgumentException>()
            .WithMessage("The scheme with the header 'cue-signature' signs no time. If the body has one, write it there before you sign.*")
            .WithParameterName("timestamp");
}
