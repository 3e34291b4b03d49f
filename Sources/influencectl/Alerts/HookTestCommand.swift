import ArgumentParser
import InfluenceControl
import InfluenceText

struct HookTestCommand: ReportingCommand {
    static let configuration = CommandConfiguration(
        commandName: "test",
        abstract: "Hand a hook an event that says that it is a test.",
        discussion: "Once and now. Exit status: 0 delivered; 1 not delivered."
    )

    @OptionGroup(title: "Global options")
    var global: GlobalOptions

    @Argument(help: .hook, completion: .hooks)
    var hook: String

    func report() throws -> any Report {
        HookTestReport(answer: try global.patientSession.call(AdminInterface.TestHook.self, .init(hook: hook)))
    }
}

/// What came of a test event.
struct HookTestReport: ReplyReport {
    let answer: Answer<AdminInterface.TestHook.Output>

    var status: ExitStatus { reply.delivered ? .done : .refused }

    func table(_ page: Page) -> String {
        let verdict = reply.delivered ? page.toned("delivered", .good) : page.toned("NOT delivered", .bad)
        let status = reply.status.map { ", status \($0)" } ?? ""
        let took = " in \(duration(reply.durationSeconds))"
        let error = reply.error.map { paragraph($0, indent: 2, width: page.proseWidth) } ?? ""
        return "hook \(reply.hook.shown): \(verdict)\(took)\(status)\n\(error)" + output
    }

    /// What the hook wrote, a line a line: a hook must not be able to forge what stands above.
    private var output: String {
        // By scalars: a carriage return and a line feed are one character.
        let text = reply.output.unicodeScalars
        var lines = text.split(separator: "\n", omittingEmptySubsequences: false)
            .map { String($0.last == "\r" ? $0.dropLast() : $0) }
        while lines.last?.isEmpty == true { lines.removeLast() }
        return lines.map { "  | \(printable($0))\n" }.joined()
    }
}
