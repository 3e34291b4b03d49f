import InfluenceControl
import InfluenceEngine
import InfluenceModel
import InfluenceModelFiles
import InfluenceScoring
import InfluenceStore

extension IndexMethods {
    /// The observations that the scores of a country (`nil`: of all) in a run can depend on, each with the time since when
    /// it is known.
    /// - Parameters:
    ///   - annotatedAsOf: when their sources and notes were known; `nil`: now. They can change after a run.
    ///   - measures: whether those that measures alone read are wanted too.
    func observations(
        of run: Run,
        _ model: Model,
        in country: CountryID?,
        annotatedAsOf: Instant? = nil,
        measures: Bool = false
    ) throws -> [StoredObservation] {
        let countries = model.isFreeOfOtherCountries ? country.map { [$0] } : nil
        let (placed, elsewhere) = measures ? model.measuredIndicators : ([], [])
        let own = Set(model.observedIndicators + placed).subtracting(elsewhere)
        let filter = ObservationFilter(indicators: own.sorted(), countries: countries)
        return try observations(of: run, matching: filter, annotatedAsOf)
            + (elsewhere.isEmpty
                ? [] : observations(of: run, matching: ObservationFilter(indicators: elsewhere), annotatedAsOf))
    }

    func observations(
        of run: Run,
        matching filter: ObservationFilter,
        _ annotatedAsOf: Instant? = nil
    ) throws -> [StoredObservation] {
        guard let knownAt = run.inputsKnownAt else { return [] }
        var result: [StoredObservation] = []
        var position: ObservationPosition?
        repeat {
            let page = try store.observationPage(
                matching: filter,
                asOf: knownAt,
                annotatedAsOf: annotatedAsOf ?? Instant(microseconds: .max),
                after: position,
                limit: 100_000
            )
            result += page.observations
            position = page.next
        } while position != nil
        return result
    }
}

/// What was known, and since when.
struct Known {
    let observations: [Observation]
    private let recordedAt: [Key: Instant]

    private struct Key: Hashable {
        let series: SeriesKey
        let period: Period
    }

    init(of stored: [StoredObservation]) {
        observations = stored.map(\.observation)
        recordedAt = Dictionary(
            stored.map { (Key(series: $0.observation.series, period: $0.observation.period), $0.recordedAt) }
        ) { first, _ in first }
    }

    func recordedAt(_ observation: Observation) -> Instant? {
        recordedAt[Key(series: observation.series, period: observation.period)]
    }
}

extension Model {
    /// The indicators whose observations scores can depend on.
    fileprivate var observedIndicators: [NodeID] {
        var ids: Set<NodeID> = []
        for indicator in indicators {
            for id in indicator.readIndicators { ids.formUnion(self.indicator(id)?.inputs ?? [id]) }
        }
        return ids.sorted()
    }

    /// The indicators that measures read, in order: those that are observed of countries, and those of powers or pairs,
    /// whose observations need not name a country.
    fileprivate var measuredIndicators: (placed: [NodeID], elsewhere: [NodeID]) {
        guard let measures else { return ([], []) }
        var ids: Set<NodeID> = []
        let channels = measures.dependency?.channels ?? []
        let read =
            channels.map(\.share) + channels.compactMap(\.partners) + (measures.overtaking?.shares ?? [])
            + (measures.coopetition?.sources.map(\.indicator) ?? [])
        for indicator in read.compactMap({ indicator($0) }) {
            for id in indicator.readIndicators { ids.formUnion(self.indicator(id)?.inputs ?? [id]) }
        }
        let subjects = Dictionary(
            read.compactMap { indicator($0) }.flatMap { reader in reader.inputs.map { ($0, reader) } }
        ) {
            first,
            _ in first
        }
        func isPlaced(_ id: NodeID) -> Bool {
            let subject = indicator(id)?.subject ?? subjects[id]?.subject ?? .dyad
            return subject == .dyad || subject == .country
        }
        return (ids.filter(isPlaced).sorted(), ids.filter { !isPlaced($0) }.sorted())
    }

    /// Whether a country's scores depend on nothing observed elsewhere: no method relates it to other countries, and no
    /// indicator is about a power alone.
    var isFreeOfOtherCountries: Bool {
        let read = observedIndicators.compactMap { indicator($0) } + indicators
        return !reach.isSuperset(of: .dyads) && read.allSatisfy { $0.subject != .power }
            // A register speaks of every country as soon as anything is in it.
            && indicators.allSatisfy { $0.gaps == .unknown }
    }
}
