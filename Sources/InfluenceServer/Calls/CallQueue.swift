/// In which order work has the readers: by user in turn, and for each user as it came. A connection has one call at a
/// time, so that the connections of a user have their turns too. Of what is costly, one piece runs at a time; whatever
/// else waits overtakes it meanwhile. Work of clients that have gone comes first: it ends as soon as it is looked at.
///
/// A value; no thread, no clock.
struct CallQueue<Job: Sendable>: Sendable {
    /// A piece of a call's work, up to where the call waits for something else.
    struct Piece: Sendable {
        let job: Job
        let call: UInt64
        let user: UInt32
        var isCostly: Bool
        /// Bytes of the call, which waited until now; `nil` for a piece that is not the call's first.
        let admittedBytes: Int?
    }

    private struct Waiting: Sendable {
        var calls = 0
        var bytes = 0
    }

    private var lanes: [UInt32: [Piece]] = [:]
    /// Users with a lane; whoever had his turn goes to the end.
    private var turns: [UInt32] = []
    private var abandoned: [Piece] = []
    private var isCostlyRunning = false
    private var waiting: [UInt32: Waiting] = [:]
    private let limits: Limits

    init(limits: Limits) {
        self.limits = limits
    }

    var isEmpty: Bool { turns.isEmpty && abandoned.isEmpty }

    /// Bytes of a user's calls that were admitted and have not begun.
    func waitingBytes(of user: UInt32) -> Int { waiting[user]?.bytes ?? 0 }

    /// Counts a call that is going to wait, until its first piece is taken.
    /// - Parameter further: bytes of the user that wait elsewhere.
    mutating func admit(bytes: Int, of user: UInt32, further: Int = 0) throws(LimitReached) {
        var present = waiting[user] ?? Waiting()
        guard present.calls < limits.waitingCalls else { throw .waitingCalls(limit: limits.waitingCalls) }
        // A single call is never too much, whatever the limit.
        guard present.bytes + further == 0 || present.bytes + further + bytes <= limits.waitingBytes else {
            throw .waitingBytes(limit: limits.waitingBytes)
        }
        present.calls += 1
        present.bytes += bytes
        waiting[user] = present
    }

    mutating func add(_ piece: Piece, isAbandoned: Bool) {
        if isAbandoned {
            abandoned.append(piece)
        } else {
            if lanes[piece.user] == nil { turns.append(piece.user) }
            lanes[piece.user, default: []].append(piece)
        }
    }

    /// The piece to work at now; `nil` where none may begin. ``finished(_:)`` has to follow.
    mutating func next() -> Piece? {
        guard let piece = abandoned.isEmpty ? nextInTurn() : abandoned.removeFirst() else { return nil }
        if let bytes = piece.admittedBytes, var present = waiting[piece.user] {
            present.calls -= 1
            present.bytes -= bytes
            waiting[piece.user] = present.calls > 0 ? present : nil
        }
        if piece.isCostly { isCostlyRunning = true }
        return piece
    }

    private mutating func nextInTurn() -> Piece? {
        for (turn, user) in turns.enumerated() {
            guard var lane = lanes[user], let index = lane.firstIndex(where: { !$0.isCostly || !isCostlyRunning })
            else { continue }
            let piece = lane.remove(at: index)
            lanes[user] = lane.isEmpty ? nil : lane
            turns.remove(at: turn)
            if !lane.isEmpty { turns.append(user) }
            return piece
        }
        return nil
    }

    mutating func finished(_ piece: Piece) {
        if piece.isCostly { isCostlyRunning = false }
    }

    /// What waits of this call comes first from now on.
    mutating func abandon(call: UInt64, of user: UInt32) {
        guard var lane = lanes[user] else { return }
        for piece in lane where piece.call == call {
            // It ends at once, and takes nobody's turn.
            var ending = piece
            ending.isCostly = false
            abandoned.append(ending)
        }
        lane.removeAll { $0.call == call }
        lanes[user] = lane.isEmpty ? nil : lane
        if lane.isEmpty { turns.removeAll { $0 == user } }
    }
}
