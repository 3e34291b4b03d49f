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
        let lines = values.map { value in
            let since = value.since.shown
            let until = value.period.shown
            let time = since == until ? "in \(since)" : "since \(since)"
            return paragraph(
                "\(value.node.shown) of \(value.power.shown) in \(value.country.shown) \(time): " + value.reason.shown,
                indent: indent + 2,
                width: page.proseWidth
            )
        }
        let rest = count - Int64(values.count)
        return spaces(indent) + page.toned("\(head)\(counted(count, "value")) cannot be computed:", .bad) + "\n"
            + lines.joined() + (rest > 0 ? spaces(indent + 2) + "and \(rest) more\n" : "")
    }
}
