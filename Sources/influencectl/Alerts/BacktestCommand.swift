import ArgumentParser
import InfluenceControl
import InfluenceText

struct BacktestCommand: ReportingCommand {
    static let configuration = CommandConfiguration(
        commandName: "backtest",
        abstract: "Show when a rule would have fired and resolved.",
        discussion: """
            Replays stored history with the evaluator of live operation. From the first run on with what was known at \
            each run; before it with what that run knew of each period, which is a reconstruction. What cannot \
            be replayed is said by its name. Nothing is stored or delivered.

            Examples:
              influencectl backtest china-passes-russia-trade
              influencectl backtest --file new-rules.yaml --from 2015 --to 2024
              influencectl backtest index-moved --format csv
            """
    )

    @OptionGroup(title: "Global options")
    var global: GlobalOptions

    @Argument(help: ArgumentHelp("A rule (default: all of them).", valueName: "rule"), completion: .rules)
    var rule: String?

    @Option(
        help: ArgumentHelp(
            "Rules to try in place of those in force; '-' is standard input.",
            valueName: "rules.yaml"
        ),
        completion: .file(extensions: ["yaml", "yml"])
    )
    var file: String?

    @Option(help: .from)
    var from: String?

    @Option(help: .to)
    var to: String?

    func report() throws -> any Report {
        let rules = try file.map { path throws(Failure) in try OutgoingFile(reading: path) }
        let answer: Answer<IndexInterface.BacktestRule.Output>
        do {
            answer = try global.patientSession.call(
                IndexInterface.BacktestRule.self,
                .init(rule: rule, rules: try rules?.message, from: from, to: to)
            )
        } catch .refused(let error) where error.name == IndexInterface.InvalidRules.name {
            guard let rules, let invalid = IndexInterface.InvalidRules(error) else { throw Failure.refused(error) }
            rules.complain(about: invalid.errors, sentAs: "rules")
            throw Failure.reported(.refused)
        }
        return BacktestReport(answer: answer, rule: rule)
    }
}

/// When rules would have fired and resolved. Which events rest on a reconstruction is said with each and below.
struct BacktestReport: ReplyReport {
    let answer: Answer<IndexInterface.BacktestRule.Output>
    /// The only rule asked for.
    let rule: String?

    private var events: [IndexInterface.BacktestEvent] { reply.events }

    func csv() -> CSV {
        CSV(
            events,
            fields: [
                .kind, .at, .rule, .subject, .country, .power, .counterpart, .node, .feed, .summary,
                .reason, .value, .previous, .figure, .previousFigure, .period, .basis,
            ]
        )
    }

    func table(_ page: Page) -> String {
        heading(
            "Backtest of " + (rule ?? "all rules"),
            [asked, covered],
            page
        ) + (events.isEmpty ? "" : list(page) + "\n") + result + limits(page) + basis(page)
    }

    /// The span that was asked for.
    private var asked: String? {
        switch (reply.askedFrom, reply.askedTo) {
        case (let from?, let to?): "\(printable(from)) to \(printable(to))"
        case (let from?, nil): "from \(printable(from)) on"
        case (nil, let to?): "through \(printable(to))"
        case (nil, nil): nil
        }
    }

    /// The span that there is history of.
    private var covered: String? {
        reply.from.map { "evaluated from \($0.shown) to \(reply.to.shown)" }
    }

    private func list(_ page: Page) -> String {
        var table = Table(
            [.left("at"), .left("period"), .left("event")] + (rule == nil ? [.left("rule")] : []) + [
                .left("subject"), .right("value"), .right("was"), .left("basis"), .prose("summary"),
            ]
        )
        for event in events {
            let isKnown = event.basis == .asKnown
            let reason = event.reason.map { " (\($0))" } ?? ""
            table.add(
                [event.at.cell, event.period.cell, Table.Cell(event.kind.shown, tone(of: event))]
                    + (rule == nil ? [event.rule.cell] : []) + [
                        event.subject.cell, figure(event.figure, of: event.value),
                        figure(event.previousFigure, of: event.previous),
                        Table.Cell(isKnown ? "as known" : event.basis.shown, isKnown ? .normal : .faint),
                        Table.Cell(event.summary + reason),
                    ]
            )
        }
        return table.render(page)
    }

    private func tone(of event: IndexInterface.BacktestEvent) -> Tone {
        switch event.kind {
        case .resolved: .good
        case .held: .faint
        default: .doubtful
        }
    }

    private var result: String {
        // Of what is not replayed nothing is told.
        guard reply.alerts != 0 || !isLimited else { return "" }
        let evaluations = counted(reply.evaluations, "evaluation")
        let alerts = reply.alerts
        let count = events.isEmpty ? "no events" : counted(Int64(events.count), "event")
        return "\(count) in \(evaluations) of \(counted(alerts, "series", "series"))\n"
    }

    private var isLimited: Bool { !reply.limits.isEmpty }

    /// Which rules are not replayed, or not from the beginning.
    private func limits(_ page: Page) -> String {
        reply.limits.map { limit in
            let what = limit.replayed ? "is replayed from the first run on" : "cannot be replayed"
            return paragraph(
                "\(limit.rule.shown) \(what): \(limit.reason.shown).",
                width: page.proseWidth
            )
        }.joined()
    }

    private func basis(_ page: Page) -> String {
        let reconstructed = events.count { $0.basis == .reconstructed }
        guard reconstructed > 0 else { return "" }
        let others =
            reconstructed < events.count
            ? " The others rest on what was known at each run, as live operation would have seen it." : ""
        return paragraph(
            "Reconstructed: \(reconstructed) of \(counted(Int64(events.count), "event")), from before the first run, by "
                + "what that run knew of each period. Nobody knew those values then.\(others)",
            width: page.proseWidth
        )
    }
}

extension IndexInterface.BacktestEvent: CSVRow {}

/// A figure with its unit, or the bare value that it is of.
private func figure(_ text: String?, of value: Double?) -> Table.Cell { text?.cell ?? value.measured }
