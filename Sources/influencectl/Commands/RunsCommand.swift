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

    @Option(help: ArgumentHelp("How many at most.", valueName: "count"))
    var limit: Int = 20

    @Flag(help: "Only those that repairs of the clock set aside.")
    var setAside = false

    func validate() throws {
        if limit < 1 { throw ValidationError("'--limit' takes a number from 1.") }
    }

    func run() throws {
        let conversation = try global.session.connect()
        var runs: [JSONValue] = []
        // The daemon may hand out fewer at a time than we ask for.
        while runs.count < limit {
            var parameters: JSONObject = [
                "limit": .integer(Int64(limit - runs.count)), "before": runs.last?["run"] ?? .null,
            ]
            // A daemon that is older than this client does not know the parameter.
            if setAside { parameters["set_aside"] = true }
            let reply = try conversation.call(.index("ListRuns"), parameters)
            let more = reply["runs"].elements
            guard !more.isEmpty else { break }
            runs += more
        }
        try global.print(
            RunsReport(
                document: ["runs": .array(Array(runs.prefix(limit)))],
                none: setAside ? "no run was set aside" : "no runs yet"
            )
        )
    }
}
