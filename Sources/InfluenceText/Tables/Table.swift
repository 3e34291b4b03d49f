/// Columns of text under a header, laid out to fit the page.
package struct Table {
    package enum Alignment: Sendable {
        case left, right
        /// Right, with the decimal points under one another.
        case decimal
    }

    package struct Column: Sendable {
        package let title: String
        package let alignment: Alignment
        /// Whether its texts may be cut off where the page is too narrow.
        package let shrinks: Bool

        package static func left(_ title: String) -> Column { Column(title: title, alignment: .left, shrinks: false) }
        package static func right(_ title: String) -> Column { Column(title: title, alignment: .right, shrinks: false) }
        package static func decimal(_ title: String) -> Column {
            Column(title: title, alignment: .decimal, shrinks: false)
        }
        package static func prose(_ title: String) -> Column { Column(title: title, alignment: .left, shrinks: true) }
    }

    package struct Cell: Sendable, ExpressibleByStringLiteral, ExpressibleByStringInterpolation {
        package let text: String
        package let tone: Tone

        package init(_ text: String, _ tone: Tone = .normal) {
            self.text = printable(text)
            self.tone = tone
        }

        package init(stringLiteral value: String) { self.init(value) }
    }

    package let columns: [Column]
    package private(set) var rows: [[Cell]] = []

    package init(_ columns: [Column]) {
        self.columns = columns
    }

    package mutating func add(_ cells: [Cell]) {
        rows.append(cells)
    }

    private static let gap = 2
    /// A column that shrinks keeps at least so much.
    private static let narrowest = 12

    /// - Parameter indent: columns that stay empty on the left.
    package func render(_ page: Page, indent: Int = 0) -> String {
        let fractions = columns.indices.map(fractionWidth)
        let texts = rows.map { row in
            columns.indices.map { index in
                let cell = index < row.count ? row[index] : Cell("")
                return padded(cell, fraction: fractions[index])
            }
        }
        let widths = shrunk(
            columns.indices.map { index in
                texts.reduce(displayWidth(columns[index].title)) { max($0, displayWidth($1[index].text)) }
            },
            to: page.width.map { $0 - indent }
        )
        var result = line(columns.map { Cell($0.title, .faint) }, widths, page, indent)
        for row in texts {
            result += line(row, widths, page, indent)
        }
        return result
    }

    private func line(_ cells: [Cell], _ widths: [Int], _ page: Page, _ indent: Int) -> String {
        var result = ""
        var pending = indent
        for (index, cell) in cells.enumerated() {
            let text = columns[index].shrinks ? truncated(cell.text, to: widths[index]) : cell.text
            let room = widths[index] - displayWidth(text)
            let isLeft = columns[index].alignment == .left
            // Nothing is written behind the last text of a line.
            let trailing = text.utf8.reversed().prefix { $0 == UInt8(ascii: " ") }.count
            if trailing == text.utf8.count {
                pending += widths[index] + Self.gap
                continue
            }
            result += spaces(pending + (isLeft ? 0 : room)) + page.toned(String(text.dropLast(trailing)), cell.tone)
            pending = trailing + (isLeft ? room : 0) + Self.gap
        }
        return result + "\n"
    }

    /// Takes what is too much from the widest of the columns that shrink.
    private func shrunk(_ widths: [Int], to page: Int?) -> [Int] {
        guard let page else { return widths }
        var widths = widths
        var excess = widths.reduce(0, +) + Self.gap * (columns.count - 1) - page
        while excess > 0 {
            let candidates = columns.indices.filter { columns[$0].shrinks && widths[$0] > Self.narrowest }
            guard let widest = candidates.max(by: { widths[$0] < widths[$1] }) else { break }
            widths[widest] -= 1
            excess -= 1
        }
        return widths
    }

    /// The widest part behind a decimal point, the point included.
    private func fractionWidth(_ index: Int) -> Int {
        guard columns[index].alignment == .decimal else { return 0 }
        return rows.reduce(0) { index < $1.count ? max($0, Self.fraction($1[index].text)) : $0 }
    }

    private func padded(_ cell: Cell, fraction: Int) -> Cell {
        guard fraction > 0, !cell.text.isEmpty else { return cell }
        return Cell(cell.text + spaces(fraction - Self.fraction(cell.text)), cell.tone)
    }

    private static func fraction(_ text: String) -> Int {
        guard let point = text.utf8.firstIndex(of: UInt8(ascii: ".")) else { return 0 }
        return text.utf8.distance(from: point, to: text.utf8.endIndex)
    }
}
