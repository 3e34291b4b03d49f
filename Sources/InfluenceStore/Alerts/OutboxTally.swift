import Synchronization

/// What the transaction under way does to the numbers of deliveries that wait and that were given up: so that they are kept,
/// and not counted after each of ten thousand deliveries. Only the writer changes it.
final class OutboxTally: Sendable {
    struct Change: Hashable {
        var waiting = 0
        var dead = 0

        var isNone: Bool { self == Change() }
    }

    private let state = Mutex(Change())

    var change: Change { state.withLock { $0 } }

    /// Forgets the transaction before, also one that was rolled back.
    func begin() { state.withLock { $0 = Change() } }

    func add(waiting: Int = 0, dead: Int = 0) {
        state.withLock {
            $0.waiting += waiting
            $0.dead += dead
        }
    }
}

extension DeliveryCounts {
    static let none = DeliveryCounts(waiting: 0, dead: 0, waitingSince: nil)

    func after(_ change: OutboxTally.Change, _ db: Database) throws -> DeliveryCounts {
        let select = try RawStatement(
            db,
            "SELECT created_at FROM delivery WHERE state = 'waiting' ORDER BY id LIMIT 1"
        )
        return DeliveryCounts(
            waiting: waiting + change.waiting,
            dead: dead + change.dead,
            waitingSince: try select.firstRow { select.optionalInstant(0) } ?? nil
        )
    }
}
