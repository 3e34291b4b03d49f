package import InfluenceModelFiles
package import InfluenceStore
import Synchronization

/// Models that runs used and that are no longer in force, read from the texts that the store keeps.
package final class PastModels: Sendable {
    private static let limit = 4

    private let store: Store
    /// The last ones asked for, oldest first.
    private let recent = Mutex<[LoadedModel]>([])

    package init(_ store: Store) {
        self.store = store
    }

    /// Of a text that this version reads in part alone, what it reads.
    /// - Throws: ``Missing``; the diagnostics of a text that is no model any more.
    package func model(hash: String) throws -> LoadedModel {
        if let known = recent.withLock({ $0.first { $0.hash == hash } }) { return known }
        guard let stored = try store.model(hash: hash) else { throw Missing(hash: hash) }
        let loaded = try ModelFiles.load(stored: stored.files.map { ModelSource(name: $0.name, text: $0.text) })
        recent.withLock { recent in
            recent.append(loaded)
            recent.removeFirst(max(0, recent.count - Self.limit))
        }
        return loaded
    }

    /// The model of a hash; `nil` where the store has none, or this version does not read it whole, so that nothing may be
    /// computed by it.
    func whole(_ hash: String) -> LoadedModel? {
        (try? model(hash: hash)).flatMap { $0.unread.isEmpty ? $0 : nil }
    }

    /// A run names a model that the store does not have.
    struct Missing: Error, CustomStringConvertible {
        let hash: String
        var description: String { "the store has no model \(hash)" }
    }
}
