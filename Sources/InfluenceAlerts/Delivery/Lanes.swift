import InfluenceModel

/// What is under way: of each alert and hook one thing at a time, of each hook as much as it has lanes for, and of all
/// together no more than ``most``.
struct Lanes {
    private(set) var underWay: [Int64: Handover] = [:]
    /// The lines of what is under way.
    private var taken: Set<Line> = []
    /// The lines of what has ended and is not written down yet.
    private var unwritten: Set<Line> = []
    /// Attempts under way, and messages to Alertmanagers, by hook.
    private var counts: [String: Int] = [:]

    /// Attempts under way at the same time over all hooks, apart from the first one of each.
    static let most = 64
    /// Lines under way to the journal at the same time; they take nothing from the hooks.
    static let mostLines = 256

    /// The deliveries of one alert to one hook, which go one after the other.
    private struct Line: Hashable {
        let hook: String
        let key: AlertKey
    }

    /// Nothing is under way.
    var isIdle: Bool { counts.values.allSatisfy { $0 == 0 } }

    /// Neither is anything of the same alerts under way to the hook, nor has it ended without being written down.
    func isFree(_ handover: Handover) -> Bool {
        handover.deliveries.allSatisfy { isFree($0.hook, $0.event.key) }
    }

    func isFree(_ hook: String, _ key: AlertKey) -> Bool {
        let line = Line(hook: hook, key: key)
        return !unwritten.contains(line) && !taken.contains(line)
    }

    /// Whoever has none under way always gets one: hooks that hang take all but that from the others.
    func hasRoom(for hook: Hook) -> Bool {
        let own = counts[hook.name, default: 0]
        return own < hook.lanes && (own == 0 || underWay.count - lineCount < Self.most)
    }

    var hasRoomForLine: Bool { lineCount < Self.mostLines }

    private var lineCount: Int { counts[AlertDelivery.journal, default: 0] }

    func hasLane(of hook: Hook) -> Bool { counts[hook.name, default: 0] < hook.lanes }

    mutating func begin(_ handover: Handover) {
        underWay[handover.id] = handover
        for delivery in handover.deliveries { taken.insert(Line(hook: delivery.hook, key: delivery.event.key)) }
        take(handover.hook)
    }

    mutating func end(_ handover: Handover) {
        underWay[handover.id] = nil
        for delivery in handover.deliveries { taken.remove(Line(hook: delivery.hook, key: delivery.event.key)) }
        leave(handover.hook)
    }

    mutating func take(_ hook: String) { counts[hook, default: 0] += 1 }

    mutating func leave(_ hook: String) { counts[hook, default: 1] -= 1 }

    /// Until ``written()``.
    mutating func hasEnded(_ delivery: AlertDelivery) {
        unwritten.insert(Line(hook: delivery.hook, key: delivery.event.key))
    }

    mutating func written() { unwritten = [] }
}

extension Hook {
    var isAlertmanager: Bool {
        if case .alertmanager = action { true } else { false }
    }

    /// An Alertmanager gets one message at a time, so that none overtakes another.
    var lanes: Int { isAlertmanager ? 1 : max(1, concurrency) }
}
