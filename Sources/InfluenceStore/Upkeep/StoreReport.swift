import Synchronization

/// How the store was doing after the last transaction, or the last look at its files: for those who may not wait. Asking
/// takes a lock for the length of a copy and touches nothing else; who has this has no way to the database.
package final class StoreReport: Sendable {
    private struct State: Sendable {
        var current: Facts
        /// What has been published since ``withhold()``.
        var withheld: Facts?
        var isWithholding = false
    }

    private let state: Mutex<State>
    private let turn = Mutex(())

    package struct Facts: Sendable {
        package var status: StoreStatus
        package var deliveries: DeliveryCounts
    }

    /// Of a database that nobody has looked at yet.
    package init(_ path: String) {
        let status = StoreStatus(
            path: path,
            databaseBytes: 0,
            logBytes: 0,
            freeBytes: nil,
            counts: .none,
            lastCheckpoint: nil,
            hasSpace: true,
            hasReserve: true,
            fault: nil
        )
        state = Mutex(State(current: Facts(status: status, deliveries: .none)))
    }

    package var current: Facts { state.withLock { $0.current } }

    /// From here to ``release()`` all are shown what was there before: for a writer whose transaction is to be seen together
    /// with what it says of it elsewhere.
    package func withhold() {
        state.withLock { $0.isWithholding = true }
    }

    /// Shows what has been published last.
    package func release() {
        state.withLock { state in
            state.isWithholding = false
            if let facts = state.withheld.take() { state.current = facts }
        }
    }

    /// Shows what is found. One looks after the other, from the first fact to showing them: what was found later is never
    /// covered by what was found before.
    package func publish(_ find: () -> Facts) {
        turn.withLock { _ in
            let facts = find()
            state.withLock { state in
                if state.isWithholding { state.withheld = facts } else { state.current = facts }
            }
        }
    }
}

extension Store {
    /// Looks at the files once more and publishes what it finds with what is counted. Does not read the database, and
    /// waits for nobody but the file system.
    package func look() {
        report.publish {
            let (memory, free) = (memory.withLock { $0 }, SystemCalls.freeBytes(path))
            let taken = files.missing.map { StoreError.takenAway(path: path, file: $0) }
            // Beside another database it would be another one's.
            if taken == nil { reserve.renew(free: free, floor: options.freeSpaceFloor) }
            return StoreReport.Facts(
                status: StoreStatus(
                    path: path,
                    databaseBytes: SystemCalls.bytes(of: path),
                    logBytes: logBytes,
                    freeBytes: free,
                    counts: memory.counts ?? .none,
                    lastCheckpoint: memory.lastCheckpoint,
                    hasSpace: free.map { $0 >= options.freeSpaceFloor } ?? true,
                    hasReserve: options.reserveBytes == 0 || reserve.isHeld,
                    fault: memory.damage ?? taken ?? memory.lastFault ?? memory.copyFault,
                    epoch: memory.epoch
                ),
                deliveries: memory.deliveries ?? .none
            )
        }
    }
}
