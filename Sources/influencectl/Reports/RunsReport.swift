import InfluenceControl

/// The recomputations, newest first.
struct RunsReport: Report {
    let document: JSONValue
    /// What is said where there is none.
    var none = "no runs yet"

    private var runs: [JSONValue] { document["runs"].elements }

    func csv() -> CSV {
        CSV(
            runs,
            fields: [
                "run", "computed_at", "reason", "model", "input", "period", "changed", "duration_seconds", "heartbeats",
                "last_heartbeat_at",
            ]
        )
    }

    func table(_ page: Page) -> String {
        guard !runs.isEmpty else { return none + "\n" }
        var table = Table([
            .right("run"), .left("computed at"), .left("reason"), .left("period"), .right("changed"), .right("took"),
            .right("heartbeats"), .left("last heartbeat"), .left("model"), .left("input"),
        ])
        for run in runs {
            table.add([
                run.cell("run"), run.cell("computed_at"), run.cell("reason"), run.cell("period"), run.cell("changed"),
                Table.Cell(run["duration_seconds"].numberValue.map(duration) ?? "-"), run.cell("heartbeats"),
                run.cell("last_heartbeat_at"), Table.Cell(abbreviated(run["model"])),
                Table.Cell(abbreviated(run["input"])),
            ])
        }
        return table.render(page)
    }
}

/// A run in one sentence: `run 13 (schedule, 2026-11-23T06:00:00Z) computed 2026-11: 12 scores changed in 0.42 s`.
func sentence(ofRun run: JSONValue) -> String {
    let changed = run["changed"].integerValue ?? 0
    let took = run["duration_seconds"].numberValue.map { " in \(duration($0))" } ?? ""
    return "run \(run["run"].shown) (\(run["reason"].shown), \(run["computed_at"].shown)) computed "
        + "\(run["period"].shown): \(counted(changed, "score")) changed\(took)"
}
