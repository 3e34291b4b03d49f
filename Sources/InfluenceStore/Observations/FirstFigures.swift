import InfluenceModel

/// Per cents of which nothing was there before, and whether they look like parts of one: there is no value that they could
/// jump from. By indicator and reporter, each of whom may write the one or the other.
struct FirstFigures {
    private struct Source: Hashable {
        let indicator: NodeID
        let reporter: String
    }

    private struct Figures {
        var isNew = true
        /// Whether none is beyond 1 in magnitude.
        var isWithinOne = true
        /// Those that are neither 0 nor 1 in magnitude, and the first of them among the observations.
        var parts = 0
        var first = Int.max
    }

    private var figures: [Source: Figures] = [:]
    private let selectOlder: RawStatement

    init(_ db: Database) throws {
        selectOlder = try RawStatement(
            db,
            "SELECT 1 FROM observation_series WHERE indicator = ?1 AND reporter = ?2 AND id < ?3 LIMIT 1"
        )
    }

    /// - Parameters:
    ///   - rows: All that the import has of one series: positions and values.
    ///   - isNew: whether there was nothing of the series before.
    mutating func add(_ key: SeriesKey, _ rows: some Sequence<(index: Int, value: Double?)>, isNew: Bool) {
        var own = figures[Source(indicator: key.indicator, reporter: key.reporter)] ?? Figures()
        own.isNew = own.isNew && isNew
        for (index, value) in rows {
            guard let magnitude = value?.magnitude else { continue }
            if magnitude > 1 { own.isWithinOne = false }
            guard magnitude > 0, magnitude < 1 else { continue }
            own.parts += 1
            own.first = min(own.first, index)
        }
        figures[Source(indicator: key.indicator, reporter: key.reporter)] = own
    }

    /// - Parameter firstNew: The first number of a series that is new.
    func check(_ review: any ImportReview, firstNew: Int64, names: inout NameWriter) throws {
        let suspect = figures.filter { $0.value.isNew && $0.value.isWithinOne && $0.value.parts > 0 }
        for (source, own) in suspect.sorted(by: { $0.value.first < $1.value.first }) {
            try selectOlder.bind(1, try names.id(source.indicator.text))
            try selectOlder.bind(2, try names.id(source.reporter))
            try selectOlder.bind(3, firstNew)
            let isKnown = try selectOlder.firstRow { true } ?? false
            if !isKnown { review.fractions(own.first, count: own.parts) }
        }
    }
}
