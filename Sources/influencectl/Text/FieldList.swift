import InfluenceText

/// Names and what belongs to them, in two columns; the second one wrapped.
struct FieldList {
    private let page: Page
    private(set) var text = ""
    private static let indent = 10

    init(_ page: Page) {
        self.page = page
    }

    mutating func add(_ name: String, _ value: String, _ tone: Tone = .normal) {
        let lines = page.width.map { wrapped(value, to: max(20, $0 - Self.indent)) } ?? [printable(value)]
        for (index, line) in lines.enumerated() {
            let label = index == 0 ? name : ""
            text += page.toned(label, .faint) + spaces(Self.indent - label.count) + page.toned(line, tone) + "\n"
        }
    }
}
