import InfluenceModel
import Synchronization

/// What is asked at each look at the clock and changes rarely: the answers as they were read last, until a transaction may
/// have changed them. A run that finds nothing new then reads next to nothing.
struct KeptReads {
    var lastRun: Run??
    var contentVintage: Vintage??
    var feedTroubles: [FeedTrouble]?
    var told: [String: [ToldHook]]?

    mutating func forget(after touched: Store.Touched) {
        switch touched {
        case .everything: self = KeptReads()
        case .outbox: told = nil
        // A heartbeat is noted with its run.
        case .nothing: lastRun = nil
        }
    }
}

extension Store {
    /// What was read last, or what `read` answers now.
    func kept<Value: Sendable>(
        _ place: WritableKeyPath<KeptReads, Value?>,
        _ read: () throws(StoreError) -> Value
    ) throws(StoreError) -> Value {
        let (known, changes) = memory.withLock { ($0.kept[keyPath: place], $0.changes) }
        if let known { return known }
        let value = try read()
        memory.withLock { now in
            // A transaction in between may have changed it.
            if now.changes == changes { now.kept[keyPath: place] = value }
        }
        return value
    }
}
