import Synchronization

/// How the store was doing after the last transaction, or the last look at its files: for those who may not wait. Asking
/// takes a lock for the length of a copy and touches nothing else; who has this has no way to the database.
package final class StoreReport: Sendable {
    private let facts: Mutex<Facts>

    package struct Facts: Sendable {
        package var status: StoreStatus
        package var deliveries: DeliveryCounts
    }

    /// Of a database that nobody has looked at yet.
    init(_ path: String) {
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
        facts = Mutex(Facts(status: status, deliveries: .none))
    }

    package var current: Facts { facts.withLock { $0 } }

    func publish(_ facts: Facts) {
        self.facts.withLock { $0 = facts }
    }
}

extension Store {
    /// Looks at the files once more and publishes what it finds with what is counted. Does not read the database, and
    /// waits for nobody but the file system.
    package func look() {
        let (memory, free) = (memory.withLock { $0 }, SystemCalls.freeBytes(path))
        report.publish(
            StoreReport.Facts(
                status: StoreStatus(
                    path: path,
                    databaseBytes: ((try? SystemCalls.size(path)) ?? nil) ?? 0,
                    logBytes: logBytes,
                    freeBytes: free,
                    counts: memory.counts ?? .none,
                    lastCheckpoint: memory.lastCheckpoint,
                    hasSpace: free.map { $0 >= options.freeSpaceFloor } ?? true,
                    hasReserve: options.reserveBytes == 0 || reserve.isHeld,
                    fault: memory.damage ?? memory.lastFault,
                    epoch: memory.epoch
                ),
                deliveries: memory.deliveries ?? .none
            )
        )
    }
}
