import InfluenceControl

/// One message of the live stream.
struct WatchReport: Report {
    let document: JSONValue

    private var scores: [JSONValue] { document["scores"].elements }

    static let fields = scoreFields + dataFields

    /// The scores alone; the header belongs to the whole stream.
    func csv() -> CSV {
        var csv = CSV(header: nil)
        for score in scores { csv.add(score.fields(Self.fields)) }
        return csv
    }

    func table(_ page: Page) -> String {
        headline(page) + "\n" + scores.map { line($0, page) + "\n" }.joined()
    }

    private func headline(_ page: Page) -> String {
        let run = document["run"]
        switch document["kind"].stringValue {
        case "state": return run.isNull ? "no run yet" : "now: " + sentence(ofRun: run)
        case "run": return sentence(ofRun: run)
        case "heartbeat":
            let at = run["last_heartbeat_at"].isNull ? "" : " at \(run["last_heartbeat_at"].shown)"
            return page.toned("nothing new\(at), run \(run["run"].shown) stands", .faint)
        case "alert": return alertLine(document["alert"], page)
        case "failure": return page.toned("run failed: \(document["message"].shown)", .bad)
        default: return document["kind"].shown + (document["message"].isNull ? "" : ": \(document["message"].shown)")
        }
    }

    private func line(_ score: JSONValue, _ page: Page) -> String {
        let value = score.scoreCell(2).text
        let rank = score["rank"].integerValue.map { ", rank \($0)" } ?? ""
        let coverage = score["coverage"].numberValue.map { ", coverage \(percent($0))" } ?? ""
        let place = ["country", "power", "node", "period"].map { score[$0].shown }.joined(separator: " ")
        let data = score["data_from"].isNull ? "" : ", data \(score.dataCell.text)"
        return "  \(place) \(page.toned(value, .strong))\(rank)\(coverage)\(data)"
    }
}
