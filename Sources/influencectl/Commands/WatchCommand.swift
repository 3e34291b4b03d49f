import ArgumentParser
import InfluenceControl

struct WatchCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "watch",
        abstract: "Show runs, changed scores and alerts as they happen.",
        discussion: """
            First the present state, then every run and what happens to alerts. Ends with Ctrl-C. With --format json \
            one document a line, with csv the scores.

            Examples:
              influencectl watch --country KAZ
              influencectl watch --power CHN --node trade_share --format json
            """
    )

    @OptionGroup(title: "Global options")
    var global: GlobalOptions

    @Option(help: .country, completion: .countries, transform: upperCased)
    var country: String?

    @Option(help: .power, completion: .powers, transform: upperCased)
    var power: String?

    @Option(
        help: ArgumentHelp("Node of the model (default: its root).", valueName: "node"),
        completion: .nodes
    )
    var node: String?

    @Flag(help: "Show every node of the model.")
    var allNodes = false

    func run() throws {
        // Asked first, with patience limited: a daemon that hangs is told from one that has no news.
        let definition = try global.session.definition()
        let watched = try allNodes ? nil : node ?? global.session.rootNode()
        let session = Session(socket: global.session.socket, timeout: nil)
        let page = Terminal.current.page(of: 1)
        if global.format == .csv { try Output.write(WatchReport.header.text(for: .anybody)) }
        var isFirst = true
        try session.connect().stream(
            IndexInterface.Watch.self,
            .init(country: country, power: power, node: watched)
        ) { answer throws(Failure) in
            let note = isFirst && global.format == .table ? footnote(definition, page) + "\n" : ""
            try global.print(WatchReport(answer: answer))
            try Output.write(note)
            isFirst = false
        }
    }
}
