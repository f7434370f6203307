using Durable;

return await CommandLine.Create().Parse(args).InvokeAsync();
