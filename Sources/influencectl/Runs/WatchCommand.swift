import ArgumentParser
import InfluenceControl
import InfluenceText

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

/// One message of the live stream.
struct WatchReport: ReplyReport {
    let answer: Answer<IndexInterface.Watch.Output>

    private var scores: [IndexInterface.Score] { reply.scores }

    static var header: CSV { CSV([IndexInterface.Score](), fields: IndexInterface.Score.csvFields) }

    /// The scores alone; the header belongs to the whole stream.
    func csv() -> CSV {
        var csv = CSV(header: nil)
        for score in scores { csv.add(score.csv(IndexInterface.Score.csvFields)) }
        return csv
    }

    func table(_ page: Page) -> String {
        headline(page) + "\n" + scores.map { line($0, page) + "\n" }.joined()
    }

    private func headline(_ page: Page) -> String {
        switch reply.kind {
        case .state: return reply.run.map { "now: " + sentence(ofRun: $0) } ?? "no run yet"
        case .run: return reply.run.map { sentence(ofRun: $0) } ?? ""
        case .heartbeat:
            let at = reply.run?.lastHeartbeatAt.map { " at \($0.shown)" } ?? ""
            return page.toned("nothing new\(at), run \((reply.run?.run).shown) stands", .faint)
        case .alert: return reply.alert.map { alertLine($0, page) } ?? ""
        case .failure: return page.toned("run failed: \(reply.message.shown)", .bad)
        case .other(let kind): return kind.shown + (reply.message.map { ": \($0.shown)" } ?? "")
        }
    }

    private func line(_ score: IndexInterface.Score, _ page: Page) -> String {
        let value = score.scoreCell(Decimals.detail).text
        let rank = score.rank.map { ", rank \($0)" } ?? ""
        let place = [score.country, score.power, score.node, score.period].map(\.shown).joined(separator: " ")
        let data = score.dataFrom == nil ? "" : ", data \(score.dataCell.text)"
        return "  \(place) \(page.toned(value, .strong))\(rank), coverage \(percent(score.coverage))\(data)"
    }
}
