// Measures every budget and prints figure, budget and ratio; always exits with 0, because a benchmark is not a test.
// Arguments: the parts to measure (daemon, alerts, commit, import, elementary, uncertainty, growth, windows,
// scoring); without any all of them.
import Glibc

signal(SIGPIPE, SIG_IGN)
let parts = Set(CommandLine.arguments.dropFirst())
let begin = now()
var table = BenchmarkTable()
// The processes first, while this one is small: starting a process from a large one takes longer.
for (part, title, run) in [
    ("daemon", "Daemon and client as processes, bundled model and data", DaemonBenchmark.run),
    ("alerts", "Alerts: rules and deliveries", AlertBenchmark.run),
    ("commit", "Store: runs", CommitBenchmark.run),
    ("import", "Store: imports", ImportBenchmark.run),
    ("elementary", "Exponentials and logarithms", ElementaryBenchmark().run),
    ("uncertainty", "Uncertainty, from scores to distributions", UncertaintyBenchmark().run),
    ("growth", "Scoring, observations to index, as units grow", GrowthBenchmark().run),
    ("windows", "Reading windows", WindowBenchmark().run),
    ("scoring", "Scoring, raw values to index, 576 MB", ScoringBenchmark(side: 200).run),
] as [(String, String, ((BenchmarkLine) -> Void) throws -> Void)] where parts.isEmpty || parts.contains(part) {
    table.measure(title, run)
}
table.summarise()
print("Took \(Int(now() - begin)) s.")
