import InfluenceControl

extension IndexInterface.Run: CSVRow {}

/// The recomputations, newest first.
struct RunsReport: ReplyReport {
    let answer: Answer<IndexInterface.ListRuns.Output>
    /// What is said where there is none.
    var none = "no runs yet"

    private var runs: [IndexInterface.Run] { reply.runs }

    func csv() -> CSV {
        CSV(
            runs,
            fields: [
                .run, .computedAt, .reason, .model, .input, .period, .changed, .durationSeconds, .heartbeats,
                .lastHeartbeatAt,
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
                run.run.cell, run.computedAt.cell, run.reason.cell, run.period.cell, run.changed.cell,
                Table.Cell(duration(run.durationSeconds)), run.heartbeats.cell,
                run.lastHeartbeatAt.cell, Table.Cell(abbreviated(run.model)),
                Table.Cell(abbreviated(run.input)),
            ])
        }
        return table.render(page)
    }
}

/// A run in one sentence: `run 13 (schedule, 2026-11-23T06:00:00Z) computed 2026-11: 12 scores changed in 0.42 s`.
func sentence(ofRun run: IndexInterface.Run) -> String {
    "run \(run.run.shown) (\(run.reason.shown), \(run.computedAt.shown)) computed "
        + "\(run.period.shown): \(counted(run.changed, "score")) changed in \(duration(run.durationSeconds))"
}
