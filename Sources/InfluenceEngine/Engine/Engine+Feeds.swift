import InfluenceFiles
import InfluenceModel
import InfluenceModelFiles
import InfluenceReading
import InfluenceStore
import Logging

/// The files of observations that the configuration names.
extension Engine {
    /// Tries again to import the files that failed.
    package func importFailedFeeds() {
        guard board.current.feeds.contains(where: { $0.error != nil }) else { return }
        importFeeds(board.current.feeds.map(\.name))
    }

    /// Imports the files whose content has changed since they were last imported; none while the clock is not believed. A file
    /// that fails is reported in the status, and holds up nothing; it is tried again before each scheduled run.
    package func importFeeds(_ paths: [String]) {
        beginWork()
        defer { endWork() }
        board.update { status in
            status.feeds = paths.map { path in
                var feed = status.feeds.first { $0.name == path } ?? FeedStatus(name: path)
                feed.messages = []
                return feed
            }
        }
        // However it is written, it is the same feed.
        let order = paths.map { SourceFile.canonicalPath($0) }
        if lookAtClock() != nil { return showFeeds(order) }
        for (index, path) in paths.enumerated() {
            do throws(EngineError) {
                try importFeed(path, at: index, among: order)
                try rethrowing { () throws(StoreError) in try store.clearFeedFailures(path, at: clock.now()) }
            } catch {
                // Counted in the store: a restart forgets no failure.
                _ = try? store.recordFeedFailure(path, error: error.description, at: clock.now())
                board.update { $0.feeds[index].error = error.description }
                log.error("import \(path) failed", metadata: ["error": "\(error)"])
            }
        }
        showConflicts(order, paths)
        showImportWarnings()
    }

    /// What is known of the feeds, while they wait for the clock.
    private func showFeeds(_ names: [String]) {
        for (index, name) in names.enumerated() {
            guard let known = (try? store.feed(named: name)) ?? nil else { continue }
            board.update {
                $0.feeds[index].lastImport = known.importedAt
                $0.feeds[index].newestPeriod = known.newestPeriod
                $0.feeds[index].warnings = known.warnings
            }
        }
    }

    private func showConflicts(_ order: [String], _ paths: [String]) {
        // One whose file is away for the moment may have another name than this: nothing is forgotten until it is back.
        let areAllThere = paths.allSatisfy { SourceFile.resolved($0) != nil }
        if board.current.damage == nil, areAllThere { try? store.keepFeeds(order, at: clock.now()) }
        guard let conflicts = try? store.feedConflicts(order: order) else { return }
        func shown(_ name: String) -> String { order.firstIndex(of: name).map { paths[$0] } ?? name }
        let sentences = conflicts.map { conflict in
            "\(shown(conflict.first)) and \(shown(conflict.second)) contradict each other about \(conflict.count) "
                + "observation\(conflict.count == 1 ? "" : "s"), such as \(conflict.series.words) \(conflict.period); "
                + "\(shown(conflict.first)) counts, which stands first in the configuration"
        }
        board.update { $0.feedConflicts = sentences }
    }

    /// - Parameter position: among the feeds of the configuration, and of the status.
    private func importFeed(_ path: String, at position: Int, among order: [String]) throws(EngineError) {
        try refuseIfDamaged()
        let bytes = try rethrowing { () throws(DiagnosticList) in try SourceFile.bytes(path, limit: imports.bytes) }
        let hash = sha256Hex(bytes)
        let name = order[position]
        let known = try rethrowing { () throws(StoreError) in try store.feed(named: name) }
        // In another place of the configuration it may count for more than before, or for less.
        if let known, known.contentHash == hash, known.position ?? position == position {
            let feed = FeedStatus(
                name: path,
                lastImport: known.importedAt,
                newestPeriod: known.newestPeriod,
                warnings: known.warnings
            )
            return board.update { $0.feeds[position] = feed }
        }
        let outcome = try read(bytes, partial: false)
        let model = board.current.loaded.model
        let periods = try currentPeriods().count
        let (stored, warnings) = try board.together { () throws(EngineError) in
            let inspection = ImportInspection(outcome, model: model)
            let stored = try rethrowing { () throws(StoreError) in
                try store.importObservations(
                    outcome.observations,
                    recordedAt: clock.now(),
                    origin: name,
                    feed: FeedContent(hash: hash, order: order),
                    review: inspection,
                    excess: { memory.excess(model, periods: periods, $0) }
                )
            }
            let imported = try rethrowing { () throws(StoreError) in try store.feed(named: name) }
            let feed = FeedStatus(
                name: path,
                lastImport: imported?.importedAt ?? clock.now(),
                newestPeriod: imported?.newestPeriod,
                warnings: inspection.warnings.groups.count,
                messages: inspection.warnings.sentences
            )
            board.update { $0.feeds[position] = feed }
            return (stored, inspection.warnings)
        }
        logImport(path, stored, warnings)
    }
}
