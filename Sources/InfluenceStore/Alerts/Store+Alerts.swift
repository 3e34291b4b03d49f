package import InfluenceModel

extension Store {
    /// Stores what an evaluation between runs came to, all of it or nothing; see ``commit(_:recordedAt:)`` and
    /// ``heartbeat(run:at:alerts:)`` for those that belong to a run.
    /// - Parameter run: what the events refer to: the run whose scores were evaluated.
    /// - Returns: the events, with `run`; without those that were to tell hooks what they have heard meanwhile.
    /// - Throws: `invalidAlerts` for figures that are not finite, for a key without a rule and for an event that is stored
    ///   already; the errors of the disk. With events in it it is refused where space is short; then nothing is stored,
    ///   and the next evaluation, from the records as they were, finds the same again.
    @discardableResult
    package func recordAlerts(_ changes: AlertChanges, run: Int64?, at now: Instant) throws(StoreError) -> [AlertEvent]
    {
        if changes.isEmpty { return [] }
        return try write(now: now, grows: !changes.events.isEmpty) { db in
            try AlertWriter(db, tally).store(changes, run: run)
        }
    }

    /// All records, in the order in which their alerts were first stored.
    package func alertRecords() throws(StoreError) -> [AlertRecord] {
        try read { db in try AlertRecordRows(db).all() }
    }
}
