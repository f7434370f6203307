namespace Webhooks.Receiver.Package.Tests.SurfaceSamples.Other;

public interface IElsewhere;
