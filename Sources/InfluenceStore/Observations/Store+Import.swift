package import InfluenceModel

/// What an import did.
package struct ImportOutcome: Hashable, Sendable {
    /// The vintage that it made; `nil` if it brought nothing new.
    package let vintage: Vintage?
    /// Observations of a series and period that had none before.
    package let added: Int
    /// Observations that differ from the edition in force of their series and period, or are another one beside it.
    package let revised: Int
    /// Observations whose source or note alone is new.
    package var annotated = 0
    /// Observations that are stored already, stand in the import more than once, or are outranked by another feed.
    package let unchanged: Int
}

extension Store {
    /// Stores what is new in `observations`, all of it or nothing, as one vintage.
    ///
    /// An observation is new if it differs from the edition of its series and period in force in value (bit for bit; the
    /// sign of zero apart), status, unit or day of release. Where source or note alone differ the observation stays, with
    /// the new texts from then on. What is missing from the import stays as it is.
    /// - Parameters:
    ///   - now: the wall clock, asked as the last step. The vintage's `recordedAt` is this, or just after the last change if
    ///     that is later. Where it throws, because the time is not to be believed, nothing is stored.
    ///   - origin: what to show as its origin, e.g. a file name.
    ///   - feed: the import is of the feed that is called `origin`; see ``FeedContent``.
    ///   - importer: who does it.
    ///   - review: who is told of what it brings.
    ///   - excess: what there would be too much of with it; then nothing is stored.
    /// - Throws: `invalidObservation` for a value that is not finite, or present or absent against the status;
    ///   `contradictoryObservations` for two that differ about one series and period; the errors of the disk.
    package func importObservations(
        _ observations: some Sequence<Observation>,
        recordedAt now: @autoclosure () throws(StoreError) -> Instant,
        origin: String,
        feed: FeedContent? = nil,
        by importer: Importer = .daemon,
        review: (any ImportReview)? = nil,
        excess: (StoreCounts) -> StoreError? = { _ in nil }
    ) throws(StoreError) -> ImportOutcome {
        let observations = ObservationTable(observations)
        try Self.validate(observations)
        return try write(now: try now()) { db in
            var work = try ObservationImport(db, observations, feed: feed.map { (origin, $0) }, review: review)
            let outcome = try work.run(now: { gate.begin(try now()) }, origin: origin, by: importer)
            try Self.refuseIfTooMuch(outcome, db, excess)
            if let feed {
                // The same content once more, in another place of the configuration or under another name, is no news.
                let importedAt = try FeedRows.importedAt(content: feed.hash, db)
                let row = Feed(
                    name: origin,
                    contentHash: feed.hash,
                    importedAt: try outcome.vintage?.recordedAt ?? importedAt ?? now(),
                    newestPeriod: observations.indices.lazy.map { observations.period($0) }.max(),
                    position: feed.order.firstIndex(of: origin),
                    warnings: review?.warningCount ?? 0
                )
                try FeedRows.record(row, db)
            }
            return outcome
        }
    }

    /// What an import would do: all that ``importObservations(_:recordedAt:origin:feed:by:review:)`` does, and nothing of
    /// it is kept. The vintage is one that will not be.
    /// - Returns: also the observations in force after it.
    package func rehearseImport(
        of observations: some Sequence<Observation>,
        at now: Instant,
        origin: String,
        review: (any ImportReview)? = nil,
        excess: (StoreCounts) -> StoreError? = { _ in nil }
    ) throws(StoreError) -> (outcome: ImportOutcome, after: ObservationTable) {
        let observations = ObservationTable(observations)
        try Self.validate(observations)
        return try rehearse { db in
            var work = try ObservationImport(db, observations, feed: nil, review: review)
            let outcome = try work.run(now: { now }, origin: origin, by: .daemon)
            try Self.refuseIfTooMuch(outcome, db, excess)
            return (outcome, try Self.observationsInForce(db))
        }
    }

    /// What adds nothing is taken, however much there is.
    private static func refuseIfTooMuch(
        _ outcome: ImportOutcome,
        _ db: Database,
        _ excess: (StoreCounts) -> StoreError?
    ) throws {
        guard outcome.added > 0, let problem = excess(try count(db)) else { return }
        throw problem
    }

    /// Everything in force as a transaction sees it.
    static func observationsInForce(_ db: Database) throws -> ObservationTable {
        var result = ObservationTable()
        let reading = try ObservationReading(db, filter: .all, choice: .latest, known: .max, annotated: .max)
        try reading.forEach { observation, _, _ in
            result.append(observation)
            return true
        }
        return result
    }

    private static func validate(_ observations: ObservationTable) throws(StoreError) {
        for index in observations.indices {
            let value = observations.value(index)
            guard value?.isFinite ?? true else {
                throw .invalidObservation(index: index, reason: "the value is not finite")
            }
            let status = observations.status(index)
            guard (value != nil) == status.hasValue else {
                let expectation = status.hasValue ? "needs a value" : "has no value"
                throw .invalidObservation(index: index, reason: "status \(status.rawValue) \(expectation)")
            }
            guard !observations.series(index).indicator.text.isEmpty else {
                throw .invalidObservation(index: index, reason: "it names no indicator")
            }
        }
    }
}
