import GRDB
package import InfluenceModel

/// What an import did.
package struct ImportOutcome: Hashable, Sendable {
    /// The vintage that it made; `nil` if it brought nothing new.
    package let vintage: Vintage?
    /// Observations of a series and period that had none before.
    package let added: Int
    /// Observations that differ from the latest vintage of their series and period.
    package let revised: Int
    /// Observations that are stored already, or stand in the import more than once.
    package let unchanged: Int
}

extension Store {
    /// Stores what is new in `observations`, all of it or nothing, as one vintage.
    ///
    /// An observation is new if the latest vintage of its series and period differs in value (bit for bit; the sign of
    /// zero apart), status, unit, day of release, source or note. What is missing from the import stays as it is.
    /// - Parameters:
    ///   - now: the wall clock. The vintage's `recordedAt` is this, or just after the last change if that is later.
    ///   - origin: what to show as its origin, e.g. a file name.
    ///   - feed: the import is of the feed that is called `origin`; see ``FeedContent``.
    /// - Throws: `invalidObservation` for a value that is not finite, or present or absent against the status;
    ///   `contradictoryObservations` for two that differ about one series and period; the errors of the disk.
    package func importObservations(
        _ observations: [Observation],
        recordedAt now: @autoclosure () -> Instant,
        origin: String,
        feed: FeedContent? = nil
    ) throws(StoreError) -> ImportOutcome {
        try Self.validate(observations)
        return try write(now: now()) { db in
            var work = try ObservationImport(db, observations, isFeed: feed != nil)
            let outcome = try work.run(now: now, origin: origin)
            if let feed {
                let newest = observations.map(\.period).max()
                let row = Feed(
                    name: origin,
                    contentHash: feed.hash,
                    importedAt: outcome.vintage?.recordedAt ?? now(),
                    newestPeriod: newest
                )
                try FeedRows.record(row, db)
            }
            return outcome
        }
    }

    private static func validate(_ observations: [Observation]) throws(StoreError) {
        for (index, observation) in observations.enumerated() {
            if let value = observation.value {
                guard value.isFinite else { throw .invalidObservation(index: index, reason: "the value is not finite") }
            }
            let status = observation.status
            guard (observation.value != nil) == status.hasValue else {
                let expectation = status.hasValue ? "needs a value" : "has no value"
                throw .invalidObservation(index: index, reason: "status \(status.rawValue) \(expectation)")
            }
            guard !observation.series.indicator.text.isEmpty else {
                throw .invalidObservation(index: index, reason: "it names no indicator")
            }
        }
    }
}
