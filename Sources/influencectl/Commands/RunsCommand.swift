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

    @Option(help: ArgumentHelp("How many at most.", valueName: "count"))
    var limit: Int = 20

    func validate() throws {
        if limit < 1 { throw ValidationError("'--limit' takes a number from 1.") }
    }

    func run() throws {
        let conversation = try global.session.connect()
        var runs: [JSONValue] = []
        // The daemon may hand out fewer at a time than we ask for.
        while runs.count < limit {
            let reply = try conversation.call(
                .index("ListRuns"),
                ["limit": .integer(Int64(limit - runs.count)), "before": runs.last?["run"] ?? .null]
            )
            let more = reply["runs"].elements
            guard !more.isEmpty else { break }
            runs += more
        }
        try global.print(RunsReport(document: ["runs": .array(Array(runs.prefix(limit)))]))
    }
}
