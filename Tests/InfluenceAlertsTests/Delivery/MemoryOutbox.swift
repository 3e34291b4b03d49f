import InfluenceAlerts
import InfluenceModel
import Synchronization

/// An outbox in memory that keeps the promises of the real one, and fails where it is told to.
final class MemoryOutbox: Outbox {
    struct Row {
        var delivery: AlertDelivery
        var ended: [DeliveryResult.Outcome] = []
    }

    private struct State {
        var rows: [Row] = []
        var failures = 0
        var unreadable = 0
        var records: [Int] = []
        var groups: [String: DeliveryGroup] = [:]
        var begun: [[String]] = []
        var isFull = false
        var writes = 0
    }

    struct Full: Error {}

    private let state = Mutex(State())

    /// Adds a waiting delivery.
    func add(_ alert: String, _ hook: String, sequence: Int = 1, kind: AlertEventKind = .firing, at: Instant) {
        state.withLock { state in
            let id = Int64(state.rows.count + 1)
            let event = event(alert, sequence, kind, at)
            state.rows.append(
                Row(
                    delivery: AlertDelivery(
                        id: id,
                        event: event,
                        hook: hook,
                        state: .waiting,
                        attempts: 0,
                        createdAt: at,
                        notBefore: at,
                        endedAt: nil,
                        error: nil
                    )
                )
            )
        }
    }

    private func event(_ alert: String, _ sequence: Int, _ kind: AlertEventKind, _ at: Instant) -> AlertEvent {
        AlertEvent(
            id: "\(alert)-\(sequence)",
            key: AlertKey(rule: alert, subject: AlertSubject()),
            kind: kind,
            sequence: sequence,
            at: at,
            state: .firing,
            incident: nil,
            severity: .warning,
            labels: [],
            value: nil,
            previous: nil,
            period: nil,
            low: nil,
            high: nil,
            modelHash: "",
            summary: "",
            reason: nil
        )
    }

    var rows: [Row] { state.withLock { $0.rows } }
    /// How many results each record held.
    var records: [Int] { state.withLock { $0.records } }
    /// Transactions, also those that failed.
    var writes: Int { state.withLock { $0.writes } }
    var waiting: Int { rows.count { $0.delivery.state == .waiting } }

    /// Lets the next calls of `next` fail.
    func hide(_ count: Int) { state.withLock { $0.unreadable = count } }

    /// Lets the next calls fail that write down what has ended.
    func fail(_ count: Int) { state.withLock { $0.failures = count } }

    private static func first(_ rows: [Row]) -> [AlertDelivery] {
        var seen: Set<String> = []
        return rows.map(\.delivery).filter {
            $0.state == .waiting && seen.insert($0.hook + " " + $0.event.key.rule).inserted
        }
    }

    func due(
        at now: Instant,
        excluding: Set<Int64>,
        except hooks: Set<String>,
        grouped: Set<String>,
        limit: Int
    ) throws -> [Handover] {
        let first = state.withLock { Self.first($0.rows) }
        let due = first.filter {
            $0.notBefore <= now && !excluding.contains($0.id) && !hooks.contains($0.hook)
                && ($0.isBegun || !grouped.contains($0.hook))
        }
        var seen: Set<String> = []
        return due.prefix(limit).compactMap { delivery in
            guard let group = delivery.group else { return Handover(delivery) }
            guard seen.insert(delivery.hook + " " + group).inserted else { return nil }
            let members = rows.map(\.delivery).filter {
                $0.state == .waiting && $0.group == group && $0.hook == delivery.hook
            }
            return Handover(members, group: groups[group])
        }
    }

    private var groups: [String: DeliveryGroup] { state.withLock { $0.groups } }

    func waiting(for hook: String, at now: Instant, limit: Int) throws -> [WaitingDelivery] {
        var begun: Set<AlertKey> = []
        let own = rows.map(\.delivery).filter { $0.state == .waiting && $0.hook == hook }
        let unbegun = own.filter { delivery in
            if delivery.isBegun { begun.insert(delivery.event.key) }
            return !begun.contains(delivery.event.key)
        }
        return unbegun.filter { $0.notBefore <= now }.prefix(limit).map {
            WaitingDelivery(id: $0.id, key: $0.event.key, severity: $0.event.severity, createdAt: $0.createdAt)
        }
    }

    func deliveries(_ ids: [Int64]) throws -> [AlertDelivery] {
        let known = Dictionary(rows.map { ($0.delivery.id, $0.delivery) }) { first, _ in first }
        return ids.compactMap { known[$0] }
    }

    func record(
        _ results: [DeliveryResult],
        beginning handovers: [Handover],
        at present: @autoclosure () -> Instant,
        retrying: (Instant) -> Instant
    ) throws {
        let now = present()
        let results = results.map { result in
            guard case .failed(let error, let retryAt) = result.outcome else { return result }
            return DeliveryResult(id: result.id, outcome: .failed(error: error, retryAt: retrying(retryAt)))
        }
        try state.withLock { state in
            state.writes += 1
            if state.isFull, !handovers.isEmpty { throw Full() }
            if state.failures > 0, !results.isEmpty {
                state.failures -= 1
                throw Full()
            }
        }
        if !results.isEmpty { record(results, at: now) }
        if !handovers.isEmpty { begin(handovers) }
    }

    private func begin(_ handovers: [Handover]) {
        state.withLock { state in
            for handover in handovers {
                if let group = handover.group { state.groups[group.id] = group }
                let ids = Set(handover.deliveries.map(\.id))
                for place in state.rows.indices where ids.contains(state.rows[place].delivery.id) {
                    state.rows[place].delivery = state.rows[place].delivery.changed(
                        isBegun: true,
                        group: handover.group?.id
                    )
                }
            }
            state.begun.append(handovers.map(\.key))
        }
    }

    /// What was written down to begin, call by call.
    var begun: [[String]] { state.withLock { $0.begun } }

    /// Lets the calls fail that write down what begins.
    func fill() { state.withLock { $0.isFull = true } }

    func next(excluding: Set<Int64>) throws -> Instant? {
        try state.withLock { state in
            guard state.unreadable > 0 else { return }
            state.unreadable -= 1
            throw Full()
        }
        return state.withLock { Self.first($0.rows) }.filter { !excluding.contains($0.id) }.map(\.notBefore).min()
    }

    func hasten(_ isMeant: (_ hook: String) -> Bool, at now: Instant) throws {
        state.withLock { state in
            for place in state.rows.indices {
                let delivery = state.rows[place].delivery
                guard delivery.state == .waiting, delivery.notBefore > now, isMeant(delivery.hook) else { continue }
                state.rows[place].delivery = delivery.changed(notBefore: now, error: delivery.error)
            }
        }
    }

    private func record(_ results: [DeliveryResult], at now: Instant) {
        state.withLock { state in
            state.records.append(results.count)
            for result in results {
                guard let place = state.rows.firstIndex(where: { $0.delivery.id == result.id }) else { continue }
                state.rows[place].ended.append(result.outcome)
                let old = state.rows[place].delivery
                var (next, attempts, notBefore) = (AlertDelivery.State.waiting, old.attempts, old.notBefore)
                var error: String?
                switch result.outcome {
                case .delivered: (next, attempts) = (.delivered, attempts + 1)
                case .failed(let reason, let retryAt): (attempts, notBefore, error) = (attempts + 1, retryAt, reason)
                case .dead(let reason, let fallback):
                    (next, attempts, error) = (.dead, attempts + 1, reason)
                    if let fallback {
                        let id = Int64(state.rows.count + 1)
                        state.rows.append(
                            Row(
                                delivery: AlertDelivery(
                                    id: id,
                                    event: old.event,
                                    hook: fallback,
                                    state: .waiting,
                                    attempts: 0,
                                    createdAt: now,
                                    notBefore: now,
                                    endedAt: nil,
                                    error: nil
                                )
                            )
                        )
                    }
                case .silenced: next = .silenced
                case .overtaken: next = .dismissed
                case .removed: (next, error) = (.dead, "hook removed")
                }
                state.rows[place].delivery = old.changed(
                    state: next,
                    attempts: attempts,
                    notBefore: notBefore,
                    endedAt: next == .waiting ? nil : now,
                    error: error
                )
            }
        }
    }
}

extension AlertDelivery {
    fileprivate func changed(
        state: State? = nil,
        attempts: Int? = nil,
        notBefore: Instant? = nil,
        endedAt: Instant? = nil,
        error: String? = nil,
        isBegun: Bool? = nil,
        group: String? = nil
    ) -> AlertDelivery {
        var copy = self
        copy.state = state ?? self.state
        copy.attempts = attempts ?? self.attempts
        copy.notBefore = notBefore ?? self.notBefore
        copy.endedAt = endedAt
        copy.error = error
        copy.isBegun = isBegun ?? self.isBegun
        copy.group = group ?? self.group
        return copy
    }
}

/// What hooks were handed, and hooks that wait until they are let go.
final class Receiver: Sendable {
    private struct State {
        var begun: [String] = []
        var ended: [String] = []
        var underWay: [String: Int] = [:]
        var most: [String: Int] = [:]
        var held: [String: [CheckedContinuation<Void, Never>]] = [:]
        var isHolding: Set<String> = []
    }

    private let state = Mutex(State())

    /// `hook event`, in the order of their beginnings, and of their ends.
    var begun: [String] { state.withLock { $0.begun } }
    var ended: [String] { state.withLock { $0.ended } }
    /// The most attempts under way at the same time.
    func most(of hook: String) -> Int { state.withLock { $0.most[hook] ?? 0 } }

    func hold(_ hook: String) { state.withLock { _ = $0.isHolding.insert(hook) } }

    func release(_ hook: String) {
        let held = state.withLock { state in
            state.isHolding.remove(hook)
            return state.held.removeValue(forKey: hook) ?? []
        }
        for continuation in held { continuation.resume() }
    }

    func attempt(_ handover: Handover, _ hook: Hook) async {
        let name = "\(hook.name) \(handover.events.map(\.id).joined(separator: "+"))"
        state.withLock { state in
            state.begun.append(name)
            state.underWay[hook.name, default: 0] += 1
            state.most[hook.name] = max(state.most[hook.name] ?? 0, state.underWay[hook.name] ?? 0)
        }
        await withCheckedContinuation { (continuation: CheckedContinuation<Void, Never>) in
            let goesOn = state.withLock { state in
                guard state.isHolding.contains(hook.name) else { return true }
                state.held[hook.name, default: []].append(continuation)
                return false
            }
            if goesOn { continuation.resume() }
        }
        state.withLock { state in
            state.ended.append(name)
            state.underWay[hook.name, default: 1] -= 1
        }
    }
}
