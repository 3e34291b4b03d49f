import InfluenceControl
import InfluenceText

/// What has to be said beside figures, under their table: who it is about and where, then the text.
struct CaveatNotes {
    private let caveats: [IndexInterface.Caveat]
    /// Whether all figures shown are of one node: then what lies beneath it is about each of them.
    private let isOfOneNode: Bool

    /// More are told by `model` and in JSON.
    static let limit = 20
    /// Stands at a figure, and before what is said of it.
    private static let mark = "*"

    /// - Parameter nodes: those that figures are shown of.
    init(_ caveats: [IndexInterface.Caveat]?, nodes: Set<String> = []) {
        self.caveats = caveats ?? []
        isOfOneNode = nodes.count == 1
    }

    /// The cell of a score, with a mark where something is to be said of it.
    func marked(_ cell: Table.Cell, of score: IndexInterface.Score) -> Table.Cell {
        score.value != nil && concern(score) ? Table.Cell(cell.text + Self.mark, cell.tone) : cell
    }

    private func concern(_ score: IndexInterface.Score) -> Bool {
        caveats.contains { caveat in
            (isOfOneNode || caveat.node == score.node) && Self.names(caveat.powers, score.power)
                && Self.names(caveat.countries, score.country)
        }
    }

    /// - Parameter mark: stands before each where figures carry it.
    func text(_ page: Page, mark: String = CaveatNotes.mark + " ") -> String {
        guard !caveats.isEmpty else { return "" }
        let lines = caveats.prefix(Self.limit).map { caveat in
            let whose = [caveat.powers, caveat.countries].map { $0.map(\.shown).joined(separator: ", ") }
            let subject =
                caveat.node.shown + (whose[0].isEmpty ? "" : " of \(whose[0])")
                + (whose[1].isEmpty ? "" : " in \(whose[1])")
            return paragraph("\(mark)\(subject): \(caveat.text.shown)", width: page.proseWidth)
        }
        let rest = caveats.count - Self.limit
        return "\n" + lines.joined() + (rest > 0 ? "and \(counted(Int64(rest), "more caveat", "more caveats"))\n" : "")
    }

    private static func names(_ list: [String], _ id: String) -> Bool {
        list.isEmpty || list.contains(id)
    }
}
