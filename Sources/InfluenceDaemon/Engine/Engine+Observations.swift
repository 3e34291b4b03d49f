package import InfluenceFeeds
import InfluenceModel
import InfluenceModelFiles
package import InfluenceStore
import Logging

/// Importing observations: from files that are handed over, and from those that the configuration names.
extension Engine {
    /// Imports a CSV file of observations; all of it or, with `partial`, what is good of it. Does not recompute.
    package func importObservations(
        _ bytes: [UInt8],
        origin: String,
        partial: Bool
    ) throws(EngineError) -> ImportReport {
        try refuseIfDamaged()
        beginWork()
        defer { endWork() }
        let outcome = try read(bytes, partial: partial)
        let stored = try rethrowing { () throws(StoreError) in
            try store.importObservations(outcome.observations, recordedAt: clock.now(), origin: origin)
        }
        log.info(
            "import \(origin)",
            metadata: [
                "added": "\(stored.added)", "revised": "\(stored.revised)", "unchanged": "\(stored.unchanged)",
                "rejected": "\(outcome.rejectedRows.count)",
            ]
        )
        return ImportReport(
            stored: stored,
            rejected: outcome.rejectedRows.count,
            problems: outcome.errors,
            rejects: outcome.rejectedRows.isEmpty ? nil : ObservationCSV.rejects(of: outcome, in: bytes)
        )
    }

    private func read(_ bytes: [UInt8], partial: Bool) throws(EngineError) -> ReadOutcome {
        let outcome = ObservationCSV.read(bytes, checks: ObservationChecks(model: board.current.loaded.model))
        guard outcome.errors.isEmpty || (partial && outcome.hasHeader) else {
            throw .observations(outcome.errors, total: outcome.errorCount)
        }
        return outcome
    }

    /// Tries again to import the files that failed.
    package func importFailedFeeds() {
        guard board.current.feeds.contains(where: { $0.error != nil }) else { return }
        importFeeds(board.current.feeds.map(\.name))
    }

    /// Imports the files whose content has changed since they were last imported. A file that fails is reported in the
    /// status, and holds up nothing; it is tried again before each scheduled run.
    package func importFeeds(_ paths: [String]) {
        beginWork()
        defer { endWork() }
        board.update { status in
            status.feeds = paths.map { path in
                status.feeds.first { $0.name == path } ?? FeedStatus(name: path)
            }
        }
        for (index, path) in paths.enumerated() {
            do throws(EngineError) {
                let feed = try importFeed(path)
                try rethrowing { () throws(StoreError) in try store.clearFeedFailures(path, at: clock.now()) }
                board.update { $0.feeds[index] = feed }
            } catch {
                // Counted in the store: a restart forgets no failure.
                _ = try? store.recordFeedFailure(path, error: error.description, at: clock.now())
                board.update { $0.feeds[index].error = error.description }
                log.error("import \(path) failed", metadata: ["error": "\(error)"])
            }
        }
    }

    private func importFeed(_ path: String) throws(EngineError) -> FeedStatus {
        try refuseIfDamaged()
        let bytes = try rethrowing { () throws(DiagnosticList) in try SourceFile.bytes(path) }
        let hash = sha256Hex(bytes)
        // However it is written, it is the same feed.
        let name = SourceFile.canonicalPath(path)
        let known = try rethrowing { () throws(StoreError) in try store.feed(named: name) }
        if let known, known.contentHash == hash {
            return FeedStatus(name: path, lastImport: known.importedAt, newestPeriod: known.newestPeriod)
        }
        let outcome = try read(bytes, partial: false)
        let stored = try rethrowing { () throws(StoreError) in
            try store.importObservations(
                outcome.observations,
                recordedAt: clock.now(),
                origin: name,
                feed: FeedContent(hash: hash)
            )
        }
        log.info(
            "import \(path)",
            metadata: [
                "added": "\(stored.added)", "revised": "\(stored.revised)", "unchanged": "\(stored.unchanged)",
            ]
        )
        return FeedStatus(
            name: path,
            lastImport: stored.vintage?.recordedAt ?? clock.now(),
            newestPeriod: outcome.observations.map(\.period).max()
        )
    }
}

/// What an import came to.
package struct ImportReport: Sendable {
    package let stored: ImportOutcome
    package let rejected: Int
    package let problems: [ObservationError]
    /// The rejected rows as CSV, each with its line and reason.
    package let rejects: [UInt8]?
}
