internal import InfluenceModel

/// Which cells are left out because too little of their data is known.
struct Screening: Sendable {
    private let isOut: [Bool]

    /// - Parameter columns: As they were read, in the order of ``Model/indicators``.
    init(_ screen: Screen, of columns: [Column], model: Model, cells: Cells) {
        let weights = cells.periods.map { screen.weights(model, at: $0) }
        isOut = (0..<cells.count).map { cell in
            screen.isOut(
                Screen.share(
                    weights[cell % weights.count],
                    of: columns.map { ($0.freshness(at: cell), hasValue: !$0.values[cell].isNaN) }
                )
            )
        }
    }

    func apply(to column: Column) -> Column {
        guard isOut.contains(true) else { return column }
        var values = column.values
        var freshness = values.indices.map { column.freshness(at: $0) }
        for cell in values.indices where isOut[cell] && !values[cell].isNaN {
            values[cell] = .nan
            freshness[cell] = freshness[cell] == .imputed ? .missing : .undefined
        }
        return Column(values: values, freshness: freshness, known: column.known)
    }
}

extension Screen {
    /// What each indicator counts for in a period, in the order of ``Model/indicators``: of one in several places all of
    /// them. Weights that are found in the values count as they are given: what is screened decides what they are found in.
    func weights(_ model: Model, at period: Period) -> [Double] {
        switch self {
        case .indicators: return model.leaves.map { _ in 1 }
        case .coverage:
            var effective = model.effectiveWeights(model.weights(at: period))
            for (node, weight) in effective.enumerated() {
                if let repeated = model.nodes[node].repeats { effective[repeated] += weight }
            }
            return model.leaves.map { effective[$0] }
        }
    }

    /// The share of the applicable that has data; `nil` where nothing is applicable.
    static func share(_ weights: [Double], of states: [(Freshness, hasValue: Bool)]) -> Double? {
        var (known, all) = (0.0, 0.0)
        for (weight, state) in zip(weights, states) where state.0 != .notApplicable {
            all += weight
            if state.hasValue { known += weight }
        }
        return all > 0 ? known / all : nil
    }

    /// A share that misses the minimum by the rounding of its sums passes.
    func isOut(_ share: Double?) -> Bool {
        (share ?? 0) < minimum - 1e-12
    }
}

extension Scorer {
    /// Why a dyad is left out of a period by the model's `screen`; `nil` where it is not.
    func screened(_ cell: IndicatorReader.Cell) throws(ScoringError) -> Absence? {
        guard let screen = model.screen else { return nil }
        var selection = Selection()
        var states: [(Freshness, hasValue: Bool)] = []
        for reader in readers {
            let reading = reader.read(cell, into: &selection)
            states.append((reading.freshness, hasValue: !reading.value.isNaN))
        }
        let share = Screen.share(screen.weights(model, at: cell.period), of: states)
        return screen.isOut(share) ? .screened(share: share ?? 0, minimum: screen.minimum) : nil
    }
}
