import NIOCore
import NIOEmbedded
import Synchronization
import Testing

@testable import InfluenceServer

/// Lines a user and minute, in virtual time.
@Suite struct `The limit of events` {
    private let loop = EmbeddedEventLoop()
    private let events = TestServer.Events()

    private func limit(_ lines: Int) -> EventLimit {
        let events = events
        return EventLimit(limit: lines, now: { .uptimeNanoseconds(0) }) { events.add($0) }
    }

    private final class ClockBox: Sendable {
        let now = Mutex(NIODeadline.uptimeNanoseconds(0))
    }

    private func dropped(_ user: UInt32) -> ServerEvent {
        .dropped(Peer(user: user, group: 1, process: 1), .idle)
    }

    @Test func `is one of each user, so that one hides no other`() {
        let limit = limit(2)
        for _ in 0..<10 { limit.tell(dropped(1)) }
        limit.tell(dropped(2))
        #expect(events.all == [dropped(1), dropped(1), dropped(2)])
        limit.end()
        #expect(events.all.last == .suppressed(user: 1, count: 8))
        #expect(events.all.count == 4)
    }

    @Test func `is told of when the minute is over, once, and begins anew`() {
        let box = ClockBox()
        let events = events
        let limit = EventLimit(limit: 1, now: { box.now.withLock { $0 } }) { events.add($0) }
        limit.use(loop)
        for _ in 0..<3 { limit.tell(dropped(1)) }
        loop.advanceTime(by: .seconds(59))
        #expect(events.all.count == 1)
        loop.advanceTime(by: .seconds(1))
        #expect(events.all == [dropped(1), .suppressed(user: 1, count: 2)])
        box.now.withLock { $0 = .uptimeNanoseconds(61_000_000_000) }
        limit.tell(dropped(1))
        #expect(events.all.count == 3)
        loop.advanceTime(by: .hours(1))
        #expect(events.all.count == 3)
    }

    @Test func `leaves nothing behind for users who wrote little`() {
        let box = ClockBox()
        let events = events
        let limit = EventLimit(limit: 5, now: { box.now.withLock { $0 } }) { events.add($0) }
        for user in 0..<1_000 as Range<UInt32> {
            box.now.withLock { $0 = $0 + .minutes(2) }
            limit.tell(dropped(user))
        }
        #expect(events.all.count == 1_000)
        limit.end()
        #expect(events.all.count == 1_000)
    }
}
