import InfluenceModel
import InfluenceStore

extension IndexMethods {
    /// The observations that figures of a run can depend on.
    func observations(of run: Run, _ model: Model, _ scope: ObservedScope) throws -> ObservationTable {
        var result = ObservationTable()
        for filter in scope.filters(model) {
            try forEachPage(of: run, matching: filter) { page in
                for stored in page { result.append(stored.observation) }
            }
        }
        return result
    }

    func observations(of run: Run, matching filter: ObservationFilter) throws -> ObservationTable {
        var result = ObservationTable()
        try forEachPage(of: run, matching: filter) { page in
            for stored in page { result.append(stored.observation) }
        }
        return result
    }

    /// The same, each with the time since when it is known.
    /// - Parameter annotatedAsOf: when their sources and notes were known; `nil`: now. They can change after a run.
    func known(
        of run: Run,
        _ model: Model,
        _ scope: ObservedScope,
        annotatedAsOf: Instant? = nil
    ) throws -> Known {
        var result = Known()
        for filter in scope.filters(model) {
            try forEachPage(of: run, matching: filter, annotatedAsOf) { page in
                for stored in page { result.append(stored) }
            }
        }
        return result
    }

    /// Page by page: no transaction is held over all of it, and it is not in memory twice.
    private func forEachPage(
        of run: Run,
        matching filter: ObservationFilter,
        _ annotatedAsOf: Instant? = nil,
        _ body: ([StoredObservation]) -> Void
    ) throws {
        guard let knownAt = run.inputsKnownAt else { return }
        var position: ObservationPosition?
        repeat {
            let page = try store.observationPage(
                matching: filter,
                asOf: knownAt,
                annotatedAsOf: annotatedAsOf ?? Instant(microseconds: .max),
                after: position,
                limit: 50_000
            )
            body(page.observations)
            position = page.next
        } while position != nil
    }
}

/// What was known, and since when.
struct Known {
    private(set) var observations = ObservationTable()
    private var recordedAt: [Instant] = []
    /// Where the rows of each series are: they come one behind the other.
    private var places: [SeriesKey: Range<Int>] = [:]

    fileprivate mutating func append(_ stored: StoredObservation) {
        let series = stored.observation.series
        let end = observations.count
        if let place = places[series], place.upperBound == end {
            places[series] = place.lowerBound..<end + 1
        } else {
            places[series] = end..<end + 1
        }
        observations.append(stored.observation)
        recordedAt.append(stored.recordedAt)
    }

    func recordedAt(_ observation: Observation) -> Instant? {
        places[observation.series]?.first { observations.period($0) == observation.period }.map { recordedAt[$0] }
    }
}
