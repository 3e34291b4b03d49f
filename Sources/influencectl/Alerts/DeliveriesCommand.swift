import ArgumentParser
import InfluenceControl
import InfluenceModel
import InfluenceText

struct DeliveriesCommand: ReportingCommand {
    static let configuration = CommandConfiguration(
        commandName: "deliveries",
        abstract: "List what was handed to hooks, waits, or was given up, newest first.",
        discussion: "Those given up are dead; 'influencectl hook retry' lets them wait again."
    )

    @OptionGroup(title: "Global options")
    var global: GlobalOptions

    @Option(help: ArgumentHelp("Only those in this state.", valueName: "state"))
    var state: AlertDelivery.State?

    @Option(help: .hook, completion: .hooks)
    var hook: String?

    @OptionGroup
    var list: ListLimit

    func report() throws -> any Report {
        let answer = try global.session.call(
            IndexInterface.ListDeliveries.self,
            .init(state: state?.rawValue, hook: hook, limit: Int64(list.limit))
        )
        return DeliveriesReport(answer: answer, now: .present)
    }
}

/// What was handed to hooks, waits, or was given up, newest first.
struct DeliveriesReport: ReplyReport {
    let answer: Answer<IndexInterface.ListDeliveries.Output>
    /// The present, which the next attempts are counted from.
    let now: Instant

    private var deliveries: [IndexInterface.Delivery] { reply.deliveries }

    func csv() -> CSV {
        let fields: [IndexInterface.Delivery.Field] = [
            .delivery, .hook, .state, .attempts, .createdAt, .nextAt, .endedAt, .error,
        ]
        let ofEvent: [IndexInterface.AlertEvent.Field] = [.id, .kind, .at, .rule, .subject, .severity, .summary]
        let event = IndexInterface.Delivery.Field.event
        var csv = CSV(header: (fields + [event]).map(\.rawValue) + ofEvent.dropFirst().map(\.rawValue))
        for delivery in deliveries {
            csv.add(fields.map { delivery[$0] } + ofEvent.map { delivery.event[$0] })
        }
        return csv
    }

    func table(_ page: Page) -> String { DeliveryTable(deliveries, now: now).text(page) }
}

/// A line a delivery.
struct DeliveryTable {
    private let deliveries: [IndexInterface.Delivery]
    private let now: Instant

    init(_ deliveries: [IndexInterface.Delivery], now: Instant) {
        self.deliveries = deliveries
        self.now = now
    }

    func text(_ page: Page) -> String {
        guard !deliveries.isEmpty else { return "no deliveries\n" }
        var table = Table([
            .right("delivery"), .left("state"), .left("hook"), .left("event"), .left("rule"), .left("subject"),
            .left("written"), .right("attempts"), .left("next or ended"), .prose("error"),
        ])
        for delivery in deliveries {
            let event = delivery.event
            table.add([
                delivery.delivery.cell, Table.Cell(delivery.state.shown, tone(of: delivery)), delivery.hook.cell,
                event.kind.cell, event.rule.cell, event.subject.cell, delivery.createdAt.cell, delivery.attempts.cell,
                turn(of: delivery), Table.Cell(delivery.error ?? "", delivery.state == .dead ? .bad : .doubtful),
            ])
        }
        return table.render(page)
    }

    private func tone(of delivery: IndexInterface.Delivery) -> Tone {
        switch delivery.state {
        case .dead: .bad
        case .waiting: .doubtful
        case .delivered: .good
        default: .faint
        }
    }

    /// When its next attempt is, or when it ended.
    private func turn(of delivery: IndexInterface.Delivery) -> Table.Cell {
        guard let next = delivery.nextAt.flatMap({ Instant(rfc3339: $0) }) else {
            return delivery.nextAt == nil ? delivery.endedAt.cell : delivery.nextAt.cell
        }
        guard next > now, let left = distance(of: delivery.nextAt, from: now) else { return Table.Cell("now") }
        return Table.Cell("in \(left)")
    }
}
