import ArgumentParser
import InfluenceControl
import InfluenceText

struct AlertEventsCommand: ReportingCommand {
    static let configuration = CommandConfiguration(
        commandName: "events",
        abstract: "List what happened to alerts, newest first."
    )

    @OptionGroup(title: "Global options")
    var global: GlobalOptions

    @OptionGroup
    var filter: AlertFilter

    @OptionGroup
    var list: ListLimit

    func report() throws -> any Report {
        var input = filter.added(to: IndexInterface.ListAlertEvents.Input())
        input.future = filter.wantsFuture
        let answer = try global.session.newest(
            IndexInterface.ListAlertEvents.self,
            atMost: list.limit,
            of: .events,
            { count, before in
                input.limit = count
                input.before = before
                return input
            },
            oldest: { $0.events.last?.id }
        )
        return AlertEventsReport(answer: answer)
    }
}

/// What happened to alerts, newest first.
struct AlertEventsReport: ReplyReport {
    let answer: Answer<IndexInterface.ListAlertEvents.Output>

    private var events: [IndexInterface.AlertEvent] { reply.events }

    func csv() -> CSV {
        CSV(
            events,
            fields: [
                .id, .kind, .at, .rule, .subject, .country, .power, .counterpart, .node, .feed, .sequence,
                .state, .opening, .severity, .labels, .summary, .reason, .value, .previous, .low, .high,
                .period, .run, .modelHash,
            ]
        )
    }

    func table(_ page: Page) -> String {
        guard !events.isEmpty else { return "no events\n" }
        var table = Table([
            .left("at"), .left("alert"), .left("event"), .left("severity"), .left("rule"), .left("subject"),
            .prose("summary"), .prose("reason"),
        ])
        for event in events {
            let tone = eventTone(event.kind.text, event.severity)
            table.add([
                event.at.cell, idCell(event.opening), Table.Cell(event.kind.shown, tone),
                Table.Cell(event.severity.shown, tone), event.rule.cell, event.subject.cell,
                event.summary.cell, Table.Cell(event.reason ?? ""),
            ])
        }
        return table.render(page)
    }
}
