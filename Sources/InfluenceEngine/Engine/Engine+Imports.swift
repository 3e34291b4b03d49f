import InfluenceModel
import InfluenceModelFiles
import InfluenceReading
import InfluenceStore
import Logging

/// What importing a feed and importing by hand share: reading, keeping, telling.
extension Engine {
    /// - Parameter partial: whether rows that are wrong leave the others in.
    func read(_ bytes: [UInt8], partial: Bool) throws(EngineError) -> ReadOutcome {
        if let excess = imports.excess(of: bytes) { throw .excess(excess) }
        // Where the day is furthest on it is fourteen hours later than in UTC.
        let today = time.now().adding(seconds: 14 * 3600).day
        let checks = ObservationChecks(model: board.current.loaded.model, today: today)
        let outcome = ObservationCSV.read(bytes, checks: checks)
        guard outcome.errors.isEmpty || (partial && outcome.hasHeader) else {
            throw .observations(outcome.errors, total: outcome.errorCount)
        }
        return outcome
    }

    /// Keeps what was read of a file. What is known of it then is shown at one moment.
    /// - Parameters:
    ///   - origin: by which the store knows it.
    ///   - name: by which the log does; `nil`: the same.
    ///   - show: shows what the import came to.
    func keep(
        _ outcome: ReadOutcome,
        from origin: String,
        named name: String? = nil,
        feed: FeedContent? = nil,
        by importer: Importer = .daemon,
        show: (ImportWarnings) throws(EngineError) -> Void
    ) throws(EngineError) -> (ImportOutcome, ImportWarnings) {
        let model = board.current.loaded.model
        let periods = try currentPeriods().count
        let (stored, warnings) = try board.together { () throws(EngineError) in
            let inspection = ImportInspection(outcome, model: model)
            let stored = try rethrowing { () throws(StoreError) in
                try store.importObservations(
                    outcome.observations,
                    recordedAt: try timeOfCommit(),
                    origin: origin,
                    feed: feed,
                    by: importer,
                    review: inspection,
                    excess: { memory.excess(model, periods: periods, $0) }
                )
            }
            try show(inspection.warnings)
            return (stored, inspection.warnings)
        }
        logImport(name ?? origin, stored, rejected: outcome.rejectedRows.count, warnings)
        return (stored, warnings)
    }

    func showImportWarnings() {
        guard let count = try? store.importWarnings() else { return }
        board.update { $0.importWarnings = count }
    }

    private func logImport(_ origin: String, _ stored: ImportOutcome, rejected: Int, _ warnings: ImportWarnings) {
        log.info(
            "import \(origin)",
            metadata: [
                "added": "\(stored.added)", "revised": "\(stored.revised)", "annotated": "\(stored.annotated)",
                "unchanged": "\(stored.unchanged)", "rejected": "\(rejected)", "warnings": "\(warnings.count)",
            ]
        )
        let sentences = warnings.sentences
        // For whoever imports, who is told too: nothing is wrong with the daemon.
        for sentence in sentences.prefix(Self.loggedWarnings) { log.notice("import \(origin): \(sentence)") }
        if sentences.count > Self.loggedWarnings {
            log.notice("import \(origin): \(sentences.count - Self.loggedWarnings) more causes of warnings")
        }
    }

    private static let loggedWarnings = 10
}
