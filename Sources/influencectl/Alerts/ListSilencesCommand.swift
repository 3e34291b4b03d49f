import ArgumentParser
import InfluenceControl
import InfluenceModel
import InfluenceText

struct ListSilencesCommand: ReportingCommand {
    static let configuration = CommandConfiguration(commandName: "list", abstract: "List the silences.")

    @OptionGroup(title: "Global options")
    var global: GlobalOptions

    @Flag(help: "Show those that have ended too.")
    var all = false

    func report() throws -> any Report {
        let answer = try global.session.call(IndexInterface.ListAlerts.self, .init(all: all))
        return SilencesReport(answer: answer, now: .present)
    }
}

/// The silences, which of them are over, and why they were made.
struct SilencesReport: Report {
    /// The silences alone, as they came.
    let document: JSONValue
    private let silences: [IndexInterface.Silence]
    /// The present, which ages are counted from.
    private let now: Instant

    init(answer: Answer<IndexInterface.ListAlerts.Output>, now: Instant) {
        let list = IndexInterface.ListAlerts.Output.Field.silences
        document = .object(JSONObject([.init(name: list.rawValue, value: answer[list])]))
        silences = answer.reply.silences
        self.now = now
    }

    func csv() -> CSV {
        CSV(
            silences,
            fields: [
                .silence, .rule, .country, .power, .node, .severity, .labels, .createdAt, .until, .endedAt, .author,
                .comment, .active,
            ]
        )
    }

    func table(_ page: Page) -> String {
        silences.isEmpty ? "no silences\n" : SilenceTable(silences, now: now).text(page)
    }
}

/// A line a silence; nothing where there are none.
struct SilenceTable {
    private let silences: [IndexInterface.Silence]
    private let now: Instant

    init(_ silences: [IndexInterface.Silence], now: Instant) {
        self.silences = silences
        self.now = now
    }

    func text(_ page: Page) -> String {
        guard !silences.isEmpty else { return "" }
        var table = Table([
            .right("silence"), .left("alerts"), .left("until"), .left("by"), .prose("comment"),
        ])
        for silence in silences {
            let end = silence.endedAt ?? silence.until
            let left = silence.active ? distance(of: end, from: now).map { " (in \($0))" } ?? "" : " (over)"
            table.add(
                [
                    silence.silence.shown, matcher(of: silence), end.shown + left, silence.author.shown,
                    silence.comment.shown,
                ].map { Table.Cell($0, silence.active ? .normal : .faint) }
            )
        }
        return table.render(page)
    }

    /// `rule=stale_*, country=KAZ, label team=trade`, as they have to match.
    private func matcher(of silence: IndexInterface.Silence) -> String {
        let fields: [IndexInterface.Silence.Field] = [.rule, .country, .power, .node, .severity]
        let parts = fields.compactMap { field in silence[field].stringValue.map { "\(field.rawValue)=\($0)" } }
        return (parts + silence.labels.map { "label \($0.name)=\($0.value)" }).joined(separator: ", ")
    }
}
