import ArgumentParser
import InfluenceControl
import InfluenceModel
import InfluenceText

struct ShowAlertCommand: ReportingCommand {
    static let configuration = CommandConfiguration(
        commandName: "show",
        abstract: "Show one incident: who knows what of it since when.",
        discussion: """
            Also of one that has ended. CSV has the hooks alone.

            Examples:
              influencectl alerts show 1f0c9a3e
            """
    )

    @OptionGroup(title: "Global options")
    var global: GlobalOptions

    @Argument(
        help: ArgumentHelp("The first digits of the alert, as 'influencectl alerts' shows them.", valueName: "alert"),
        completion: .openAlerts
    )
    var alert: String

    func validate() throws { try validateAlertID(alert) }

    func report() throws -> any Report {
        let answer = try global.session.call(IndexInterface.GetAlert.self, .init(alert: alert.lowercased()))
        return IncidentReport(answer: answer, now: .present)
    }
}

/// One incident: who knows what of it since when.
struct IncidentReport: ReplyReport {
    let answer: Answer<IndexInterface.GetAlert.Output>
    /// The present, which ages are counted from.
    let now: Instant

    private var incident: IndexInterface.Incident { reply.incident }

    func csv() -> CSV {
        let fields: [IndexInterface.ToldHook.Field] = [
            .hook, .picture, .since, .deliveredAt, .waiting, .dead, .owed,
        ]
        let id = IndexInterface.Incident.Field.incident
        var csv = CSV(header: [id.rawValue] + fields.map(\.rawValue))
        for hook in reply.hooks { csv.add([incident[id]] + fields.map { hook[$0] }) }
        return csv
    }

    func table(_ page: Page) -> String {
        let isOver = incident.truth == .ended
        let title = heading(
            "\(printable(shortID(incident.incident))) \(incident.rule.shown) \(incident.subject.shown)",
            [
                incident.severity.shown, isOver ? "over" : incident.truth.shown,
                incident.flapping ? "flapping" : nil,
            ],
            page
        )
        return title + facts(page) + "\n" + hooks(page) + "\n" + deliveries(page)
    }

    private func facts(_ page: Page) -> String {
        let figure = incident.figure.map { ": \(printable($0))" } ?? ""
        let period = incident.period.map { ", \(printable($0))" } ?? ""
        var lines = ["\(incident.condition.shown)\(figure)\(period)", "opened \(moment(incident.openedAt))"]
        if let end = incident.endedAt {
            let reason = incident.reason.map { ": \($0.shown)" } ?? ""
            lines.append("over \(moment(end))\(reason)")
        }
        if let name = incident.acknowledgedBy { lines.append("acknowledged by \(name.shown)") }
        if let until = incident.silencedUntil {
            lines.append("silenced until \(until.shown) (silence \(incident.silence.shown))")
        }
        return lines.map { paragraph($0, indent: 2, width: page.proseWidth) }.joined()
    }

    private func moment(_ time: String) -> String {
        time.shown + (distance(of: time, from: now).map { " (\($0) ago)" } ?? "")
    }

    private func hooks(_ page: Page) -> String {
        var table = Table([
            .left("hook"), .left("knows"), .left("since"), .left("last delivery"), .right("waiting"), .right("dead"),
            .left("owed"),
        ])
        for hook in reply.hooks {
            let isDead = hook.dead > 0
            table.add([
                hook.hook.cell, Table.Cell(hook.picture.shown, tone(of: hook)), hook.since.cell,
                hook.deliveredAt.cell, hook.waiting.cell,
                Table.Cell(hook.dead.shown, isDead ? .bad : .normal),
                Table.Cell(hook.owed ? "a reminder" : ""),
            ])
        }
        return table.render(page)
    }

    /// What a hook knows that is not so, and is not on its way to it.
    private func tone(of hook: IndexInterface.ToldHook) -> Tone {
        let isRight =
            switch (hook.picture, incident.truth) {
            case (.firing, .firing), (.noData, .noData), (.resolved, .ended), (.nothing, .ended): true
            default: false
            }
        return isRight ? .normal : .doubtful
    }

    private func deliveries(_ page: Page) -> String {
        DeliveryTable(reply.deliveries, now: now).text(page)
    }
}
