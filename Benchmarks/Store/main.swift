let arguments = CommandLine.arguments.dropFirst()
try StoreBenchmark.run(arguments.isEmpty ? ["import", "runs"] : Set(arguments), rows: 1_000_000)
