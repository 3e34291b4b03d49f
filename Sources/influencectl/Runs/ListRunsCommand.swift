import ArgumentParser
import InfluenceControl
import InfluenceText

struct ListRunsCommand: ReportingCommand {
    static let configuration = CommandConfiguration(
        commandName: "list",
        abstract: "List the recomputations, newest first."
    )

    @OptionGroup(title: "Global options")
    var global: GlobalOptions

    @OptionGroup
    var list: ListLimit

    @Flag(help: "Only those that repairs of the clock set aside.")
    var setAside = false

    func report() throws -> any Report {
        let answer = try global.session.newest(
            IndexInterface.ListRuns.self,
            atMost: list.limit,
            of: .runs,
            { .init(limit: $0, before: $1, setAside: setAside ? true : nil) },
            oldest: { $0.runs.last?.run }
        )
        return RunsReport(answer: answer, none: setAside ? "no run was set aside" : "no runs yet")
    }
}

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

extension IndexInterface.Run: CSVRow {}
