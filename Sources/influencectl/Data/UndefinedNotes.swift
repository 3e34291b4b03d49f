import InfluenceControl
import InfluenceText

/// The values that cannot be computed though data are there, a paragraph each.
struct UndefinedNotes {
    private let values: [IndexInterface.UndefinedValue]
    private let count: Int64

    init(_ values: [IndexInterface.UndefinedValue]?, count: Int64?) {
        self.values = values ?? []
        self.count = max(count ?? 0, Int64(self.values.count))
    }

    /// - Parameter head: before the number: "because of it ".
    func text(_ page: Page, _ head: String = "", indent: Int = 0) -> String {
        guard count > 0 else { return "" }
        let lines = causes.map { cause in
            paragraph(
                "\(cause.node) of \(cause.powers.joined(separator: ", ")) in \(cause.country) \(cause.time): \(cause.reason)",
                indent: indent + 2,
                width: page.proseWidth
            )
        }
        let rest = count - Int64(values.count)
        return spaces(indent) + page.toned("\(head)\(counted(count, "value")) cannot be computed:", .bad) + "\n"
            + lines.joined() + (rest > 0 ? spaces(indent + 2) + "and \(rest) more\n" : "")
    }

    /// What keeps values of several powers away for one reason: told once.
    private struct Cause {
        let node, country, time, reason: String
        var powers: [String]
    }

    /// In the order in which the first of each stands.
    private var causes: [Cause] {
        values.reduce(into: []) { causes, value in
            let (since, until) = (value.since.shown, value.period.shown)
            let cause = Cause(
                node: value.node.shown,
                country: value.country.shown,
                time: since == until ? "in \(since)" : "since \(since)",
                reason: value.reason.shown,
                powers: [value.power.shown]
            )
            if let place = causes.firstIndex(where: {
                ($0.node, $0.country, $0.time, $0.reason) == (cause.node, cause.country, cause.time, cause.reason)
            }) {
                causes[place].powers += cause.powers
            } else {
                causes.append(cause)
            }
        }
    }
}
