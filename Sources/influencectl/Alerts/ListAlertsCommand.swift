import ArgumentParser
import InfluenceControl
import InfluenceModel
import InfluenceText

struct ListAlertsCommand: ReportingCommand {
    static let configuration = CommandConfiguration(
        commandName: "list",
        abstract: "List the alerts that are not inactive, and the silences.",
        discussion: """
            In the order of the rules. The first column is what 'influencectl ack' takes. CSV has the alerts alone.

            Examples:
              influencectl alerts
              influencectl alerts --rule 'china-*' --state firing
              influencectl alerts --all --format csv
            """
    )

    @OptionGroup(title: "Global options")
    var global: GlobalOptions

    @OptionGroup
    var filter: AlertFilter

    @Option(help: ArgumentHelp("Only those in this state.", valueName: "state"))
    var state: AlertState?

    @Flag(help: "Show inactive alerts and ended silences too.")
    var all = false

    func report() throws -> any Report {
        typealias Method = IndexInterface.ListAlerts
        var input = filter.added(to: Method.Input(state: state?.rawValue, all: all || state == .inactive))
        input.future = filter.wantsFuture
        let session = global.session
        let conversation = try session.connect()
        let first = try conversation.call(Method.self, input)
        var alerts = first.elements(.alerts)
        input.after = first.reply.next
        // Page by page: the daemon hands out so many at a time.
        while let after = input.after {
            let page = try conversation.call(Method.self, input)
            alerts += page.elements(.alerts)
            input.after = page.reply.next
            guard page.reply.next != after else {
                throw Failure.notUnderstood(socket: session.socket, reason: "\(Method.name): a page leads to itself")
            }
            try session.refuseEndless(Method.self, alerts.count)
        }
        var merged = first.replacing(.alerts, by: .array(alerts))
        if first.reply.next != nil { merged[Method.Output.Field.next.rawValue] = JSONValue.null }
        return AlertsReport(answer: try session.answer(to: Method.self, merged), now: .present)
    }
}

/// The alerts with their states, and the silences.
struct AlertsReport: ReplyReport {
    let answer: Answer<IndexInterface.ListAlerts.Output>
    /// The present, which ages are counted from.
    let now: Instant

    private var alerts: [IndexInterface.Alert] { reply.alerts }

    func csv() -> CSV {
        CSV(
            alerts,
            fields: [
                .rule, .subject, .country, .power, .counterpart, .node, .feed, .state, .since, .severity,
                .labels, .value, .dueAt, .opening, .held, .flapping, .silencedUntil, .silence,
                .acknowledgedBy, .acknowledgedUntil, .comment,
            ]
        )
    }

    func table(_ page: Page) -> String {
        (alerts.isEmpty ? "no alerts\n" : summary(page) + list(page)) + silences(page)
    }

    private func silences(_ page: Page) -> String {
        let list = SilenceTable(reply.silences, now: now).text(page)
        return list.isEmpty ? "" : "\n" + list
    }

    private func summary(_ page: Page) -> String {
        func count(_ matches: (IndexInterface.Alert) -> Bool) -> Int { alerts.count(where: matches) }
        let states =
            ([
                (.firing, "firing"), (.noData, "without data"), (.recovering, "recovering"), (.pending, "pending"),
                (.inactive, "inactive"),
            ] as [(IndexInterface.Alert.State, String)]).map { state, words in (count { $0.state == state }, words) }
        let others = [
            (count { $0.silencedUntil != nil }, "silenced"),
            (count { $0.acknowledgedBy != nil }, "acknowledged"),
        ]
        return heading(
            counted(Int64(alerts.count), "alert"),
            (states + others).map { count, words in count > 0 ? "\(count) \(words)" : nil },
            page
        )
    }

    private func list(_ page: Page) -> String {
        var table = Table([
            .left("alert"), .left("state"), .left("severity"), .left("rule"), .left("country"), .left("power"),
            .left("node"), .decimal("value"), .left("since"), .prose("notes"),
        ])
        for alert in alerts {
            let tone = tone(of: alert)
            table.add([
                idCell(alert.opening ?? alert.heldEvent),
                Table.Cell(alert.state.shown, tone),
                Table.Cell(alert.severity.shown, tone), alert.rule.cell, alert.country.cell,
                powers(alert), watched(alert),
                alert.value.measured, since(alert), Table.Cell(notes(on: alert)),
            ])
        }
        return table.render(page)
    }

    private func tone(of alert: IndexInterface.Alert) -> Tone {
        switch alert.state {
        case .firing, .noData: influencectl.tone(ofSeverity: alert.severity)
        case .recovering: .normal
        default: .faint
        }
    }

    /// `CHN>RUS`, `CHN` or `-`
    private func powers(_ alert: IndexInterface.Alert) -> Table.Cell {
        guard let power = alert.power else { return .missing }
        return Table.Cell(power.shown + (alert.counterpart.map { ">" + printable($0) } ?? ""))
    }

    private func watched(_ alert: IndexInterface.Alert) -> Table.Cell {
        if alert.node == nil, let feed = alert.feed { return Table.Cell("feed \(feed)") }
        return alert.node.cell
    }

    private func since(_ alert: IndexInterface.Alert) -> Table.Cell {
        distance(of: alert.since, from: now).map { Table.Cell($0) } ?? alert.since.cell
    }

    private func notes(on alert: IndexInterface.Alert) -> String {
        var notes: [String] = []
        if let due = distance(of: alert.dueAt, from: now) {
            switch alert.state {
            case .pending: notes.append("fires in \(due)")
            case .recovering: notes.append("resolves in \(due)")
            default: break
            }
        }
        if let held = alert.held { notes.append("held: \(held.shown)") }
        if alert.flapping { notes.append("flapping") }
        if let until = alert.silencedUntil {
            let silence = alert.silence.map { " (silence \($0))" } ?? ""
            notes.append("silenced until \(until.shown)\(silence)")
        }
        if let name = alert.acknowledgedBy {
            let until = alert.acknowledgedUntil.map { " until \($0.shown)" } ?? ""
            notes.append("acknowledged by \(name.shown)\(until)")
        }
        let comment = alert.comment.map { ": \($0.shown)" } ?? ""
        return notes.joined(separator: "; ") + (notes.isEmpty ? "" : comment)
    }
}
