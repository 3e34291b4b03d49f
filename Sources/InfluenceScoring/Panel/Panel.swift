package import InfluenceModel

/// The observations as known at some time: one vintage of each (series, period).
///
/// Guarantee: two panels of the same observations are equal, whatever order they came in. A panel belongs to no model:
/// several models may be scored on one.
package struct Panel: Sendable {
    /// Ordered by indicator, country, reporter, power (code point; the absent one first), then by ``Period/scan``.
    package let observations: [Observation]
    private let groups: [Subject: Range<Int>]

    private struct Subject: Hashable {
        let indicator: NodeID
        let country: CountryID?
    }

    /// - Throws: ``ScoringError/duplicateObservation(_:_:)``, ``ScoringError/inconsistentObservation(_:_:)``
    package init(_ observations: [Observation]) throws(ScoringError) {
        let order = try Self.order(of: observations)
        try Abandonment.check()
        for (previous, next) in zip(order, order.dropFirst()) {
            let (left, right) = (observations[previous], observations[next])
            if left.period == right.period, left.series == right.series {
                throw .duplicateObservation(left.series, left.period)
            }
        }
        self.observations = order.map { observations[$0] }
        try Abandonment.check()
        for observation in self.observations {
            guard observation.status.hasValue ? observation.value?.isFinite == true : observation.value == nil else {
                throw .inconsistentObservation(observation.series, observation.period)
            }
        }
        var groups: [Subject: Range<Int>] = [:]
        var start = 0
        while start < self.observations.count {
            let first = self.observations[start].series
            let end =
                self.observations[start...].firstIndex {
                    $0.series.indicator != first.indicator || $0.series.country != first.country
                } ?? self.observations.count
            groups[Subject(indicator: first.indicator, country: first.country)] = start..<end
            start = end
        }
        self.groups = groups
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
                let observation = observations[position]
                guard observation.status.hasValue, !notScored.contains(observation.status) else { continue }
                let end = observation.period.end
                first[observation.series.reporter] = min(first[observation.series.reporter] ?? end, end)
            }
        }
        return first
    }

    /// Sorted by ranks: comparing the texts of each pair of observations would take most of the time of a run.
    private static func order(of observations: [Observation]) throws(ScoringError) -> [Int] {
        try Abandonment.check()
        struct Key {
            let ranks: SIMD4<Int32>
            let period: Period
            let position: Int
        }
        let indicators = Ranks(observations.lazy.map(\.series.indicator.text))
        let countries = Ranks(observations.lazy.compactMap { $0.series.country?.text })
        let reporters = Ranks(observations.lazy.map(\.series.reporter))
        let powers = Ranks(observations.lazy.compactMap { $0.series.power?.text })
        var keys = observations.indices.map { position in
            let series = observations[position].series
            return Key(
                ranks: SIMD4(
                    indicators[series.indicator.text],
                    countries[series.country?.text],
                    reporters[series.reporter],
                    powers[series.power?.text]
                ),
                period: observations[position].period,
                position: position
            )
        }
        try Abandonment.check()
        keys.sort { left, right in
            for column in 0..<4 where left.ranks[column] != right.ranks[column] {
                return left.ranks[column] < right.ranks[column]
            }
            return Period.scan(left.period, right.period)
        }
        return keys.map(\.position)
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
