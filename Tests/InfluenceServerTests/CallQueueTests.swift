import InfluenceTestKit
import Testing

@testable import InfluenceServer

/// The order of calls, without threads.
@Suite struct `The queue of calls` {
    private func piece(
        _ job: String,
        of user: UInt32,
        call: UInt64 = 0,
        costly: Bool = false,
        bytes: Int? = nil
    ) -> CallQueue<String>.Piece {
        CallQueue.Piece(job: job, call: call, user: user, isCostly: costly, admittedBytes: bytes)
    }

    private func order(_ queue: inout CallQueue<String>) -> [String] {
        var jobs: [String] = []
        while let piece = queue.next() {
            jobs.append(piece.job)
            queue.finished(piece)
        }
        return jobs
    }

    @Test func `takes users in turn, and each user's calls as they came`() {
        var queue = CallQueue<String>(limits: Limits())
        for number in 1...4 { queue.add(piece("a\(number)", of: 1), isAbandoned: false) }
        queue.add(piece("b1", of: 2), isAbandoned: false)
        queue.add(piece("c1", of: 3), isAbandoned: false)
        queue.add(piece("c2", of: 3), isAbandoned: false)
        #expect(order(&queue) == ["a1", "b1", "c1", "a2", "c2", "a3", "a4"])
        #expect(queue.isEmpty)
    }

    @Test func `begins one costly piece at a time, which cheap ones overtake`() throws {
        var queue = CallQueue<String>(limits: Limits())
        queue.add(piece("long1", of: 1, costly: true), isAbandoned: false)
        queue.add(piece("long2", of: 1, costly: true), isAbandoned: false)
        queue.add(piece("long3", of: 2, costly: true), isAbandoned: false)
        queue.add(piece("short", of: 1), isAbandoned: false)
        let firstPiece = queue.next()
        let first = try #require(firstPiece)
        #expect(first.job == "long1")
        let secondPiece = queue.next()
        let second = try #require(secondPiece)
        #expect(second.job == "short")
        queue.finished(second)
        let none = queue.next()
        #expect(none == nil)
        queue.finished(first)
        // The other user's turn.
        let thirdPiece = queue.next()
        let third = try #require(thirdPiece)
        #expect(third.job == "long3")
        queue.finished(third)
        #expect(order(&queue) == ["long2"])
    }

    @Test func `looks first at what nobody waits for any more, be a costly piece running or not`() throws {
        var queue = CallQueue<String>(limits: Limits())
        queue.add(piece("running", of: 1, costly: true), isAbandoned: false)
        let runningPiece = queue.next()
        let running = try #require(runningPiece)
        queue.add(piece("mine", of: 1, call: 1), isAbandoned: false)
        queue.add(piece("left1", of: 2, call: 2, costly: true), isAbandoned: false)
        queue.add(piece("left2", of: 2, call: 3, costly: true), isAbandoned: true)
        queue.abandon(call: 2, of: 2)
        queue.abandon(call: 99, of: 2)
        queue.abandon(call: 99, of: 77)
        #expect(order(&queue) == ["left2", "left1", "mine"])
        queue.finished(running)
        #expect(queue.isEmpty)
    }

    @Test func `refuses a user's calls beyond the number that may wait, and no other's`() throws {
        var limits = Limits()
        limits.waitingCalls = 2
        var queue = CallQueue<String>(limits: limits)
        for number in 0..<2 {
            try queue.admit(bytes: 10, of: 1)
            queue.add(piece("\(number)", of: 1, bytes: 10), isAbandoned: false)
        }
        #expect(throws: LimitReached.waitingCalls(limit: 2)) { try queue.admit(bytes: 10, of: 1) }
        try queue.admit(bytes: 10, of: 2)
        // One that has begun waits no longer, however long it runs.
        let begun = queue.next()
        #expect(begun != nil)
        try queue.admit(bytes: 10, of: 1)
        #expect(queue.waitingBytes(of: 1) == 20)
    }

    @Test func `refuses a user's calls beyond the bytes that may wait, but never a single one`() throws {
        var limits = Limits()
        limits.waitingBytes = 1_000
        var queue = CallQueue<String>(limits: limits)
        try queue.admit(bytes: 1_001, of: 1)
        #expect(throws: LimitReached.waitingBytes(limit: 1_000)) { try queue.admit(bytes: 1, of: 1) }
        #expect(throws: LimitReached.waitingBytes(limit: 1_000)) { try queue.admit(bytes: 501, of: 2, further: 500) }
        try queue.admit(bytes: 500, of: 2, further: 500)
        queue.add(piece("whole", of: 1, bytes: 1_001), isAbandoned: true)
        let whole = queue.next()
        #expect(whole?.job == "whole")
        #expect(queue.waitingBytes(of: 1) == 0)
        try queue.admit(bytes: 1, of: 1)
    }

    /// However calls come and go: nothing is lost or done twice, one costly piece runs at a time, and nobody who waits is
    /// passed over more often than there are users.
    @Test(arguments: 0..<50 as Range<UInt64>) func `is fair, whatever happens`(seed: UInt64) throws {
        var random = SplitMix(seed)
        var queue = CallQueue<String>(limits: Limits())
        var waiting: [String: (user: UInt32, call: UInt64, costly: Bool)] = [:]
        var running: [CallQueue<String>.Piece] = []
        var passedOver: [UInt32: Int] = [:]
        var abandoned: Set<UInt64> = []
        for number in 0..<2_000 {
            switch Int.random(in: 0..<5, using: &random) {
            case 0, 1:
                let (user, call) = (UInt32.random(in: 0..<4, using: &random), UInt64(number))
                let costly = Bool.random(using: &random)
                queue.add(piece("\(number)", of: user, call: call, costly: costly), isAbandoned: false)
                waiting["\(number)"] = (user, call, costly)
            case 2 where number % 5 == 0:
                guard let (_, gone) = waiting.randomElement(using: &random) else { continue }
                queue.abandon(call: gone.call, of: gone.user)
                abandoned.insert(gone.call)
                // Whoever has nothing else waiting begins to wait anew with his next call.
                if !waiting.values.contains(where: { $0.user == gone.user && !abandoned.contains($0.call) }) {
                    passedOver[gone.user] = 0
                }
            case 3 where running.count < 2:
                guard let piece = queue.next() else {
                    #expect(waiting.values.allSatisfy { $0.costly })
                    continue
                }
                let found = waiting.removeValue(forKey: piece.job)
                let known = try #require(found)
                #expect(known.user == piece.user)
                running.append(piece)
                #expect(running.count(where: \.isCostly) <= 1)
                // That of clients which have gone takes nobody's turn.
                if abandoned.contains(piece.call) { continue }
                let wanting = Set(waiting.values.filter { !$0.costly && !abandoned.contains($0.call) }.map(\.user))
                for user in 0..<4 as Range<UInt32> {
                    let isPassedOver = wanting.contains(user) && user != piece.user
                    passedOver[user] = isPassedOver ? passedOver[user, default: 0] + 1 : 0
                    #expect(passedOver[user, default: 0] <= 3)
                }
            default:
                guard !running.isEmpty else { continue }
                queue.finished(running.remove(at: Int.random(in: running.indices, using: &random)))
            }
        }
        #expect(!passedOver.isEmpty)
    }
}
