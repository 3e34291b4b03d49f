import InfluenceFiles
import InfluenceModel
import InfluenceModelFiles
import InfluenceReading
import InfluenceStore
import InfluenceText
import Logging

/// The files of observations that the configuration names.
extension Engine {
    /// Tries again to import the files that failed.
    package func importFailedFeeds() {
        guard board.current.feeds.contains(where: { $0.error != nil }) else { return }
        importFeeds(board.current.feeds.map(\.name))
    }

    /// Imports the files whose content has changed since they were last imported; all of them where another one has left
    /// the configuration, or they stand in another order; none while the clock is not believed. A file that fails is reported
    /// in the status, and holds up nothing; it is tried again before each scheduled run.
    package func importFeeds(_ paths: [String]) {
        beginWork()
        defer { endWork() }
        // What the configuration writes, and not where that leads at this moment: a link leads elsewhere tomorrow, a file is
        // away for a while.
        let order = paths.map { SourceFile.absolutePath($0) }
        let known = (try? store.feeds()) ?? []
        show(known, order, paths)
        if lookAtClock() != nil { return }
        let isRearranged = known.contains { $0.isElsewhere(in: order) }
        for (index, path) in paths.enumerated() {
            do throws(EngineError) {
                try importFeed(path, at: index, among: order, inAnyCase: isRearranged)
                try rethrowing { () throws(StoreError) in try store.clearFeedFailures(path, at: time.now()) }
            } catch .clock {
                // It was set meanwhile, and is told of as such: no fault of the file.
                lookAtClock()
                return
            } catch {
                // Counted in the store: a restart forgets no failure.
                _ = try? store.recordFeedFailure(path, error: error.description, at: time.now())
                board.update { $0.feeds[index].error = error.description }
                log.error("import \(path) failed", metadata: ["error": "\(error)"])
            }
        }
        showConflicts(order, paths)
        showImportWarnings()
    }

    /// The feeds of the configuration, with what is known of them whatever becomes of their files.
    private func show(_ known: [Feed], _ order: [String], _ paths: [String]) {
        board.update { status in
            status.feeds = zip(paths, order).map { path, name in
                var feed = status.feeds.first { $0.name == path } ?? FeedStatus(name: path)
                feed.messages = []
                if let known = known.first(where: { $0.name == name }) {
                    feed.lastImport = known.importedAt
                    feed.newestPeriod = known.newestPeriod
                    feed.warnings = known.warnings
                }
                return feed
            }
        }
    }

    private func showConflicts(_ order: [String], _ paths: [String]) {
        // One that cannot be read may be what another was called before.
        let areAllRead = board.current.feeds.allSatisfy { $0.error == nil }
        if areAllRead, board.current.damage == nil { try? store.keepFeeds(order, at: time.now()) }
        guard let conflicts = try? store.feedConflicts(order: order) else { return }
        func shown(_ name: String) -> String { order.firstIndex(of: name).map { paths[$0] } ?? name }
        let sentences = conflicts.map { conflict in
            "\(shown(conflict.first)) and \(shown(conflict.second)) contradict each other about "
                + "\(counted(conflict.count, "observation")), such as \(conflict.series.words) \(conflict.period); "
                + "\(shown(conflict.first)) counts, which stands first in the configuration"
        }
        board.update { $0.feedConflicts = sentences }
    }

    /// - Parameters:
    ///   - position: among the feeds of the configuration, and of the status.
    ///   - inAnyCase: also where its content has not changed: it may count for more than before, or for less.
    private func importFeed(
        _ path: String,
        at position: Int,
        among order: [String],
        inAnyCase: Bool
    ) throws(EngineError) {
        try refuseIfDamaged()
        let bytes = try rethrowing { () throws(DiagnosticList) in try SourceFile.bytes(path, limit: imports.bytes) }
        let hash = sha256Hex(bytes)
        let name = order[position]
        let known = try rethrowing { () throws(StoreError) in try store.feed(named: name) }
        if let known, known.contentHash == hash, !inAnyCase {
            let feed = FeedStatus(
                name: path,
                lastImport: known.importedAt,
                newestPeriod: known.newestPeriod,
                warnings: known.warnings
            )
            return board.update { $0.feeds[position] = feed }
        }
        let outcome = try read(bytes, partial: false)
        let content = FeedContent(hash: hash, order: order)
        _ = try keep(outcome, from: name, named: path, feed: content) { warnings throws(EngineError) in
            let imported = try rethrowing { () throws(StoreError) in try store.feed(named: name) }
            let feed = FeedStatus(
                name: path,
                lastImport: imported?.importedAt ?? time.now(),
                newestPeriod: imported?.newestPeriod,
                warnings: warnings.groups.count,
                messages: warnings.sentences
            )
            board.update { $0.feeds[position] = feed }
        }
    }
}

extension Feed {
    /// Whether it stands in another place of the configuration than when it was imported, or in none: what it said before, it
    /// or others may be of more weight now.
    fileprivate func isElsewhere(in order: [String]) -> Bool {
        guard contentHash != nil else { return false }
        guard let place = order.firstIndex(of: name) else { return true }
        return position ?? place != place
    }
}
