import ArgumentParser
import InfluenceControl
import InfluenceText

struct AcknowledgeCommand: ReportingCommand {
    static let configuration = CommandConfiguration(
        commandName: "ack",
        abstract: "Acknowledge an open alert: hooks are reminded of it no more, and hear when it is over.",
        discussion: """
            Without '--for' and '--until' until it resolves. With the digits of an event 'held', what is held under it is
            accepted: it counts from now on.

            Examples:
              influencectl ack 1f0c9a3e --comment 'known, the 2023 figures are right'
              influencectl ack 1f0c9a3e --for 2d --comment 'asked the source'
            """
    )

    @OptionGroup(title: "Global options")
    var global: GlobalOptions

    @Argument(
        help: ArgumentHelp("The first digits of the alert, as 'influencectl alerts' shows them.", valueName: "alert"),
        completion: .openAlerts
    )
    var alert: String

    @OptionGroup
    var ending: Ending

    @Option(help: .comment)
    var comment: String

    func validate() throws { try validateAlertID(alert) }

    func report() throws -> any Report {
        let until = ending.time(from: .present)
        let answer = try global.patientSession.call(
            AdminInterface.Acknowledge.self,
            .init(alert: alert.lowercased(), until: until, comment: comment, seconds: ending.seconds)
        )
        return AcknowledgementReport(answer: answer, until: until)
    }
}

/// An alert that somebody has taken notice of.
struct AcknowledgementReport: ReplyReport {
    let answer: Answer<AdminInterface.Acknowledge.Output>
    /// As it was asked for; `nil` for as long as the alert is open.
    let until: String?

    func table(_ page: Page) -> String {
        if let count = reply.accepted {
            let subject = reply.subject.isEmpty ? "" : ", \(reply.subject.shown)"
            return "accepted what was held of \(counted(count, "alert")), rule \(reply.rule.shown)\(subject)\n"
        }
        return "acknowledged \(printable(shortID(reply.alert))), rule \(reply.rule.shown), "
            + "\(reply.subject.shown): until \(until.map(printable) ?? "it resolves")\n"
    }
}
