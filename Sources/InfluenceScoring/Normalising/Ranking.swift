package import InfluenceModel

extension Normalisation {
    /// The rank of equal values: the smallest, the mean or the largest of the places that they take up.
    package enum Ties: String, CaseIterable, Sendable {
        case min, average, max
    }
}

/// Ranks of values. Source: OECD/JRC Handbook (2008), step 5; R `rank`, COINr `n_rank`, `n_borda`, `n_prank` (whose
/// `ties.method` has no effect), which compare values as they are.
enum Ranking {
    static let ties = MethodForm.Option("ties", .words(Normalisation.Ties.allCases.map(\.rawValue)))

    static func ties(of given: MethodArguments) -> Normalisation.Ties {
        given.words[ties.name].flatMap { Normalisation.Ties(rawValue: $0) } ?? .min
    }

    /// Replaces each value by `score(rank)`, 1 for the lowest, or for the highest with direction -1. NaN stays. In
    /// O(n log n); the order of the values makes no difference to any rank.
    ///
    /// - Parameter cells: Where the values to compare lie; none is NaN.
    static func replace(
        _ values: inout [Double],
        at cells: [Int],
        _ direction: Direction,
        _ ties: Normalisation.Ties,
        _ score: (Double) -> Double
    ) {
        var entries = cells.map { (value: values[$0], cell: $0) }
        switch direction {
        case .positive: entries.sort { $0.value < $1.value }
        case .negative: entries.sort { $0.value > $1.value }
        }
        var first = 0
        while first < entries.count {
            var next = first + 1
            while next < entries.count, entries[next].value == entries[first].value { next += 1 }
            let rank =
                switch ties {
                case .min: Double(first + 1)
                case .average: Double(first + 1 + next) / 2
                case .max: Double(next)
                }
            for entry in entries[first..<next] { values[entry.cell] = score(rank) }
            first = next
        }
    }
}
