import ArgumentParser
import InfluenceControl
import InfluenceText

struct RecomputeCommand: ReportingCommand {
    static let configuration = CommandConfiguration(
        commandName: "recompute",
        abstract: "Recompute the index now.",
        discussion: "Where neither the model nor the data have changed, the last run stands."
    )

    @OptionGroup(title: "Global options")
    var global: GlobalOptions

    func report() throws -> any Report {
        let answer = try global.patientSession.call(AdminInterface.Recompute.self, .init())
        return RecomputeReport(answer: answer)
    }
}

/// What a recomputation on request came to.
struct RecomputeReport: ReplyReport {
    let answer: Answer<AdminInterface.Recompute.Output>

    func table(_ page: Page) -> String {
        reply.heartbeat
            ? "nothing has changed: run \(reply.run.run.shown) stands\n"
            : sentence(ofRun: reply.run) + "\n"
    }
}
