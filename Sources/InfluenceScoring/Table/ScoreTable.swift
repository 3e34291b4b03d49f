package import InfluenceModel

/// The scores of every node of a model for every dyad in some periods.
///
/// Kept column-wise: an indicator's raw values and their freshness (9 bytes a cell), an aggregate's value, coverage and
/// confidence (24 bytes a cell); normalised values are computed as they are asked for.
package struct ScoreTable: Sendable {
    /// In the model's order: pre-order.
    package let nodes: [NodeID]
    package let cells: Cells
    /// One a node: the normalisation with the parameters that it found. The identity map where values were replaced.
    package let fits: [Fit]
    /// As the model gives them, or as the parents' ``Weighting`` found them.
    package let weights: NodeWeights
    /// By node whose weights are not to be found in the values: why, once or by period. It has no score then.
    let unweighed: [Int: [Absence?]]
    let content: [Content]

    enum Content: Sendable {
        case indicator(Column)
        /// By run.
        case aggregate([AggregateRun])

        /// With other values in the place of its own.
        func with(_ values: [Double], _ cells: Cells) -> Content {
            switch self {
            case .indicator(let column):
                .indicator(column.with(values))
            case .aggregate(let runs):
                .aggregate(runs.enumerated().map { $1.with(values[cells.cells(ofRun: $0)]) })
            }
        }
    }

    package var dyads: [Dyad] { cells.dyads }
    package var periods: [Period] { cells.periods }

    package func position(of dyad: Dyad) -> Int? { cells.position(of: dyad) }
    package func position(of period: Period) -> Int? { cells.periods.firstIndex(of: period) }
    package func position(of node: NodeID) -> Int? { nodes.firstIndex(of: node) }

    /// - Returns: `nil` for a node, dyad or period that the table does not have.
    package subscript(node: NodeID, dyad: Dyad, period: Period) -> Score? {
        guard let node = position(of: node), let dyad = position(of: dyad), let period = position(of: period)
        else { return nil }
        return score(node: node, dyad: dyad, period: period)
    }

    /// - Parameters: Positions in ``nodes``, ``dyads`` and ``periods``; outside of them the program stops.
    package func score(node: Int, dyad: Int, period: Int) -> Score {
        let cell = dyad * cells.periods.count + period
        let map = fits[node].map(at: period)
        switch content[node] {
        case .indicator(let column):
            let value = Self.value(map(column.values[cell]))
            let freshness = column.freshness(at: cell)
            return Score(
                value: value,
                coverage: value == nil || freshness == .imputed ? 0 : column.known(at: cell),
                confidence: value == nil ? 0 : freshness.confidence * column.known(at: cell)
            )
        case .aggregate(let runs):
            let run = runs[cell / cells.run]
            let offset = cell % cells.run
            let isApplicable = !run.coverage[offset].isNaN
            return Score(
                value: Self.value(map(run.values[offset])),
                coverage: isApplicable ? run.coverage[offset] : 0,
                confidence: isApplicable ? run.confidence[offset] : 0
            )
        }
    }

    /// Whether no indicator beneath the node can exist for the cell.
    func isApplicable(node: Int, cell: Int) -> Bool {
        switch content[node] {
        case .indicator(let column): column.freshness(at: cell) != .notApplicable
        case .aggregate(let runs): !runs[cell / cells.run].coverage[cell % cells.run].isNaN
        }
    }

    private static func value(_ score: Double) -> Double? {
        // Not -0: the two zeros print differently.
        score.isNaN ? nil : score + 0
    }
}

extension ScoreTable: Sequence {
    /// A score and where it belongs.
    package struct Element: Hashable, Sendable {
        /// Positions in ``ScoreTable/nodes``, ``ScoreTable/dyads`` and ``ScoreTable/periods``.
        package let node: Int
        package let dyad: Int
        package let period: Int
        package let score: Score
    }

    package struct Iterator: IteratorProtocol {
        private let table: ScoreTable
        private var position = 0

        init(_ table: ScoreTable) {
            self.table = table
        }

        package mutating func next() -> Element? {
            let count = table.cells.count
            guard position < count * table.nodes.count else { return nil }
            let (node, cell) = position.quotientAndRemainder(dividingBy: count)
            let (dyad, period) = cell.quotientAndRemainder(dividingBy: table.periods.count)
            position += 1
            let score = table.score(node: node, dyad: dyad, period: period)
            return Element(node: node, dyad: dyad, period: period, score: score)
        }
    }

    package var underestimatedCount: Int { cells.count * nodes.count }

    /// By node in the model's order, then by dyad (country, then power), then by period.
    package func makeIterator() -> Iterator { Iterator(self) }
}
