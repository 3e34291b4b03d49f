import InfluenceModel
import InfluenceStore

extension IndexMethods {
    /// The observations that figures of a run can depend on, each with the time since when it is known.
    /// - Parameter annotatedAsOf: when their sources and notes were known; `nil`: now. They can change after a run.
    func observations(
        of run: Run,
        _ model: Model,
        _ scope: ObservedScope,
        annotatedAsOf: Instant? = nil
    ) throws -> [StoredObservation] {
        try scope.filters(model).flatMap { try observations(of: run, matching: $0, annotatedAsOf) }
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
