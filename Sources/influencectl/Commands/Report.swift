import InfluenceControl
import InfluenceModel
import InfluenceText

/// What a command has to say, in the three forms that a user may ask for. The daemon computed it; here it is only laid
/// out.
protocol Report {
    /// The reply as it came; printed as it is for `--format json`.
    var document: JSONValue { get }
    /// For people.
    func table(_ page: Page) -> String
    /// For spreadsheets and scripts, in full precision.
    func csv() -> CSV
    /// How the command ends that printed it; ``ExitStatus/done`` where nothing else is said.
    var status: ExitStatus { get }
}

extension Report {
    /// One member a line: the form of whatever is not a list of rows.
    func leavesAsCSV() -> CSV {
        var csv = CSV(header: ["field", "value"])
        for leaf in document.leaves {
            csv.add([.string(leaf.path), leaf.value])
        }
        return csv
    }

    func csv() -> CSV { leavesAsCSV() }

    var status: ExitStatus { .done }
}

/// A report of one reply.
protocol ReplyReport: Report {
    associatedtype Reply: VarlinkStructure
    var answer: Answer<Reply> { get }
}

extension ReplyReport {
    var document: JSONValue { answer.document }
    var reply: Reply { answer.reply }
}

/// How ``Report``s are printed.
enum Format: String, CaseIterable, Sendable {
    case table, json, csv

    /// - Parameter reader: of CSV.
    func text(_ report: some Report, _ page: Page, for reader: CSV.Reader = .anybody) -> String {
        switch self {
        case .table: report.table(page)
        case .json: printableJSON(report.document.description) + "\n"
        case .csv: report.csv().text(for: reader)
        }
    }
}

/// A title line over a table, with the facts that place it.
func heading(_ title: String, _ facts: [String?], _ page: Page) -> String {
    let rest = facts.compactMap { $0 }.filter { !$0.isEmpty }
    return page.toned(printable(title), .strong) + rest.map { ", " + printable($0) }.joined() + "\n\n"
}

/// As of when a question about the past was answered; `nil` for the present.
/// - Parameters:
///   - time: what was asked, a time or a run.
///   - now: by this host's clock, which is the daemon's too.
func asKnown(at time: String?, _ reply: some TimedReply, now: Instant = .present) -> String? {
    guard let time else { return nil }
    // A daemon that is older than this client does not say.
    guard let known = reply.knownAt else { return "as known at \(time)" }
    // The present is told in whole seconds.
    let isToCome = Instant(rfc3339: time).map { $0 >= now.adding(seconds: 1) } ?? false
    return "known at \(known)" + (isToCome ? " (\(time) has not come: more may be known then)" : "")
}

/// Over a table without a heading.
func knownLine(_ reply: some TimedReply, at time: String?) -> String {
    asKnown(at: time, reply).map { printable($0) + "\n\n" } ?? ""
}

/// What the figures mean, under every table of them.
func footnote(_ definition: String?, _ page: Page) -> String {
    guard let text = definition, !text.isEmpty else { return "" }
    let lines = wrapped(text, to: page.proseWidth)
    return "\n" + lines.map { page.toned($0, .faint) + "\n" }.joined()
}

/// A hash, or anything else of that length, short enough for people.
func abbreviated(_ value: String?) -> String {
    let text = value.shown
    let isHash =
        text.utf8.count >= 40 && text.utf8.allSatisfy { (0x30...0x39).contains($0) || (0x61...0x66).contains($0) }
    return isHash ? String(text.prefix(12)) : text
}
