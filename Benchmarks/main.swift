// Prints the budget table. Arguments: the parts to measure (scoring, store, control); without any all of them.
let parts = Set(CommandLine.arguments.dropFirst())
func wants(_ part: String) -> Bool { parts.isEmpty || parts.contains(part) }
if wants("scoring") { ScoringBenchmark(side: 200).run() }
if wants("store") { try StoreBenchmark.run(["import", "runs"], rows: 1_000_000) }
if wants("control") {
    for line in try await ControlBenchmark.run() { print(line) }
}
