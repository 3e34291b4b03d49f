import ArgumentParser
import InfluenceControl

struct RunsCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "runs",
        abstract: "List the recomputations, or verify one.",
        discussion: """
            Examples:
              influencectl runs
              influencectl runs --limit 3
              influencectl runs --set-aside
              influencectl runs verify 12
            """,
        subcommands: [ListRunsCommand.self, VerifyRunCommand.self],
        defaultSubcommand: ListRunsCommand.self
    )

    @OptionGroup(title: "Global options")
    var global: GlobalOptions
}

struct ListRunsCommand: ParsableCommand {
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

    func run() throws {
        typealias Method = IndexInterface.ListRuns
        let session = global.session
        let conversation = try session.connect()
        var runs: [JSONValue] = []
        var last: Int64?
        // The daemon may hand out fewer at a time than we ask for.
        while runs.count < list.limit {
            let answer = try conversation.call(
                Method.self,
                .init(limit: Int64(list.limit - runs.count), before: last, setAside: setAside ? true : nil)
            )
            guard let oldest = answer.reply.runs.last else { break }
            last = oldest.run
            runs += answer.elements(.runs)
        }
        let field = Method.Output.Field.runs.rawValue
        let merged = try session.answer(to: Method.self, [field: .array(Array(runs.prefix(list.limit)))])
        try global.print(RunsReport(answer: merged, none: setAside ? "no run was set aside" : "no runs yet"))
    }
}
