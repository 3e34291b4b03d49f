import InfluenceControl

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
        let value = score.cell(2).text
        let rank = score.rank.map { ", rank \($0)" } ?? ""
        let place = [score.country, score.power, score.node, score.period].map(\.shown).joined(separator: " ")
        let data = score.dataFrom == nil ? "" : ", data \(score.dataCell.text)"
        return "  \(place) \(page.toned(value, .strong))\(rank), coverage \(percent(score.coverage))\(data)"
    }
}
