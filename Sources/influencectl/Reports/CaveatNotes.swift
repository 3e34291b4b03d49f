import InfluenceControl

/// What has to be said beside figures, under their table: who it is about and where, then the text.
struct CaveatNotes {
    private let caveats: [JSONValue]
    /// Whether all figures shown are of one node: then what lies beneath it is about each of them.
    private let isOfOneNode: Bool

    /// More are told by `model` and in JSON.
    static let limit = 20

    /// - Parameter nodes: those that figures are shown of.
    init(_ document: JSONValue, nodes: Set<String> = []) {
        caveats = document["caveats"].elements
        isOfOneNode = nodes.count == 1
    }

    /// Whether a figure of the node, power and country that a document names is spoken of.
    func concern(_ figure: JSONValue) -> Bool {
        caveats.contains { caveat in
            (isOfOneNode || caveat["node"] == figure["node"]) && Self.names(caveat["powers"], figure["power"])
                && Self.names(caveat["countries"], figure["country"])
        }
    }

    /// The cell of such a figure, with a mark.
    func marked(_ cell: Table.Cell, of figure: JSONValue) -> Table.Cell {
        !figure["value"].isNull && concern(figure) ? Table.Cell(cell.text + "*", cell.tone) : cell
    }

    /// - Parameter mark: stands before each where figures carry it.
    func text(_ page: Page, mark: String = "* ") -> String {
        guard !caveats.isEmpty else { return "" }
        let lines = caveats.prefix(Self.limit).map { caveat in
            let whose = [caveat["powers"], caveat["countries"]].map { list in
                list.elements.map(\.shown).joined(separator: ", ")
            }
            let subject =
                caveat["node"].shown + (whose[0].isEmpty ? "" : " of \(whose[0])")
                + (whose[1].isEmpty ? "" : " in \(whose[1])")
            return paragraph("\(mark)\(subject): \(caveat["text"].shown)", width: page.proseWidth)
        }
        let rest = caveats.count - Self.limit
        return "\n" + lines.joined() + (rest > 0 ? "and \(counted(Int64(rest), "more caveat", "more caveats"))\n" : "")
    }

    private static func names(_ list: JSONValue, _ id: JSONValue) -> Bool {
        list.elements.isEmpty || list.elements.contains(id)
    }
}
