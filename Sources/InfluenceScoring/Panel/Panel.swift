package import InfluenceModel

/// The observations as known at some time: one vintage of each (series, period).
///
/// Guarantee: two panels of the same observations are equal, whatever order they came in. A panel belongs to no model:
/// several models may be scored on one.
package struct Panel: Sendable {
    /// Ordered by indicator, country, reporter, power (code point; the absent one first), then by ``Period/scan``.
    package let observations: ObservationTable
    private let groups: [Subject: Range<Int>]

    private struct Subject: Hashable {
        let indicator: NodeID
        let country: CountryID?
    }

    /// - Throws: ``ScoringError/duplicateObservation(_:_:)``, ``ScoringError/inconsistentObservation(_:_:)``
    package init(_ observations: some Sequence<Observation>) throws(ScoringError) {
        try self.init(ObservationTable(observations))
    }

    /// - Throws: as above.
    package init(_ observations: consuming ObservationTable) throws(ScoringError) {
        let order = try Self.order(of: observations)
        try Abandonment.check()
        observations.keep(order)
        try Abandonment.check()
        for position in observations.indices.dropFirst()
        where observations.period(position) == observations.period(position - 1) {
            let series = observations.series(position)
            if observations.series(position - 1) == series {
                throw .duplicateObservation(series, observations.period(position))
            }
        }
        try self.init(inOrder: observations)
    }

    /// - Parameter observations: ordered as ``observations`` are.
    /// - Throws: ``ScoringError/inconsistentObservation(_:_:)``
    private init(inOrder observations: ObservationTable) throws(ScoringError) {
        for position in observations.indices {
            let value = observations.value(position)
            guard observations.status(position).hasValue ? value?.isFinite == true : value == nil else {
                throw .inconsistentObservation(observations.series(position), observations.period(position))
            }
        }
        var groups: [Subject: Range<Int>] = [:]
        var start = 0
        while start < observations.count {
            let first = observations.series(start)
            var end = start + 1
            while end < observations.count,
                observations.seriesPlace(end) == observations.seriesPlace(end - 1)
                    || observations.series(end).isOfSubject(of: first)
            {
                end += 1
            }
            groups[Subject(indicator: first.indicator, country: first.country)] = start..<end
            start = end
        }
        self.observations = observations
        self.groups = groups
    }

    /// The panel with other values in place of some, by their positions.
    /// - Throws: ``ScoringError/inconsistentObservation(_:_:)`` for one that is not finite.
    func replacing(_ values: [(position: Int, value: Double)]) throws(ScoringError) -> Panel {
        var replaced = observations
        for (position, value) in values { replaced.replaceValue(position, with: value) }
        return try Panel(inOrder: replaced)
    }

    /// The positions of everything observed of an indicator in a country, or, for `nil`, of powers alone.
    func positions(of indicator: NodeID, in country: CountryID?) -> Range<Int> {
        groups[Subject(indicator: indicator, country: country)] ?? 0..<0
    }

    /// By reporter, the end of the first period, in any country, that anything scored is known of an indicator's inputs.
    func firstEnds(of indicator: Indicator, notScored: Set<ObservationStatus>) -> [String: Day] {
        var first: [String: Day] = [:]
        for (subject, positions) in groups where indicator.inputs.contains(subject.indicator) {
            for position in positions {
                let status = observations.status(position)
                guard status.hasValue, !notScored.contains(status) else { continue }
                let end = observations.period(position).end
                let reporter = observations.series(position).reporter
                first[reporter] = min(first[reporter] ?? end, end)
            }
        }
        return first
    }

    /// Who reported anything of an indicator in a country.
    func reporters(of indicator: NodeID, in country: CountryID?) -> Set<String> {
        var names: Set<String> = []
        var last: Int?
        for position in positions(of: indicator, in: country) where observations.seriesPlace(position) != last {
            last = observations.seriesPlace(position)
            names.insert(observations.series(position).reporter)
        }
        return names
    }

    /// Sorted by ranks: comparing the texts of each pair of observations would take most of the time of a run.
    private static func order(of observations: ObservationTable) throws(ScoringError) -> [UInt32] {
        try Abandonment.check()
        struct Key {
            let rank: UInt32
            let position: UInt32
            let period: Period
        }
        let ranks = Self.ranks(of: observations.series)
        var keys = observations.indices.map { position in
            Key(
                rank: ranks[observations.seriesPlace(position)],
                position: UInt32(truncatingIfNeeded: position),
                period: observations.period(position)
            )
        }
        try Abandonment.check()
        keys.sort { left, right in
            left.rank == right.rank ? Period.scan(left.period, right.period) : left.rank < right.rank
        }
        return keys.map(\.position)
    }

    /// The place of each series in the order of indicator, country, reporter, power; the same for equal ones.
    private static func ranks(of series: [SeriesKey]) -> [UInt32] {
        let indicators = Ranks(series.lazy.map(\.indicator.text))
        let countries = Ranks(series.lazy.compactMap { $0.country?.text })
        let reporters = Ranks(series.lazy.map(\.reporter))
        let powers = Ranks(series.lazy.compactMap { $0.power?.text })
        let keys = series.map {
            SIMD4(
                indicators[$0.indicator.text],
                countries[$0.country?.text],
                reporters[$0.reporter],
                powers[$0.power?.text]
            )
        }
        let order = keys.indices.sorted { left, right in
            for column in 0..<4 where keys[left][column] != keys[right][column] {
                return keys[left][column] < keys[right][column]
            }
            return false
        }
        var ranks = [UInt32](repeating: 0, count: series.count)
        var rank: UInt32 = 0
        for (place, position) in order.enumerated() {
            if place > 0, keys[position] != keys[order[place - 1]] { rank += 1 }
            ranks[position] = rank
        }
        return ranks
    }
}

extension SeriesKey {
    /// Whether both are of one indicator and country.
    fileprivate func isOfSubject(of other: SeriesKey) -> Bool {
        indicator == other.indicator && country == other.country
    }
}

/// The position of each text in code-point order, from 1; the absent one is 0.
private struct Ranks {
    private let ranks: [String: Int32]

    init(_ texts: some Sequence<String>) {
        let sorted = Set(texts).sorted { $0.utf8.lexicographicallyPrecedes($1.utf8) }
        ranks = Dictionary(uniqueKeysWithValues: zip(sorted, 1...))
    }

    subscript(_ text: String?) -> Int32 {
        text.flatMap { ranks[$0] } ?? 0
    }
}

extension Period {
    /// The order in which periods are looked through from the back: by end, and of two with one end the longer last, so
    /// that a year is found before its December.
    static func scan(_ left: Period, _ right: Period) -> Bool {
        left.end == right.end ? left.start > right.start : left.end < right.end
    }
}
