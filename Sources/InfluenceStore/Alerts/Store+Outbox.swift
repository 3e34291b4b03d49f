package import InfluenceModel

/// The outbox: one delivery for each event and hook, at least once, in the order of the events for each alert and hook.
///
/// Writing here works where space is short: somebody may wait to be told of just that.
extension Store {
    /// When the next delivery may be attempted, possibly in the past; `nil` where none waits.
    /// - Parameter excluding: the ids of those under way.
    package func nextDelivery(excluding: Set<Int64> = []) throws(StoreError) -> Instant? {
        try read { db in
            let select = try RawStatement(
                db,
                "SELECT not_before, id FROM delivery WHERE is_next = 1 AND hook = ?1 ORDER BY not_before, id"
            )
            var next: Instant?
            for hook in try Self.waitingHooks(db) {
                try select.bind(1, hook)
                try select.forEachRow {
                    if excluding.contains(select.int(1)) { return true }
                    let moment = Instant(microseconds: select.int(0))
                    next = min(next ?? moment, moment)
                    return false
                }
            }
            return next
        }
    }

    /// Notes what became of deliveries, and which attempts begin then, in one transaction. What does not wait any more is
    /// left as it is.
    /// - Parameters:
    ///   - now: asked in the transaction, as `retrying` is: the clock may be followed up to its beginning.
    ///   - retrying: what the time of a next attempt comes to by the clock that is followed.
    package func record(
        _ results: [DeliveryResult],
        beginning handovers: [Handover] = [],
        at now: @autoclosure () -> Instant,
        retrying: (Instant) -> Instant = { $0 }
    ) throws(StoreError) {
        if results.isEmpty, handovers.isEmpty { return }
        try write(now: now(), grows: false, touching: results.isEmpty ? .nothing : .outbox) { db in
            if !results.isEmpty {
                let now = now()
                let writer = try DeliveryWriter(db, tally)
                var names = try NameWriter(db)
                for result in results { try Self.record(result, now, retrying, writer, &names, db) }
            }
            if !handovers.isEmpty { try Self.begin(handovers, db) }
        }
    }

    /// Why an event is not to be handed to a hook any more, when its turn has come.
    package enum Obsolescence: Hashable, Sendable {
        /// A later event of the incident has arrived there; of a reminder also where one waits: it says what that one says, or
        /// what is not true any more.
        case overtaken
        /// It is of an incident that the hook has never heard of: what told of it was kept back.
        case unheard
    }

    /// `nil` where it is to be handed over.
    package func obsolescence(of delivery: AlertDelivery) throws(StoreError) -> Obsolescence? {
        guard let incident = delivery.event.incident else { return nil }
        return try read { db in
            let select = try RawStatement(
                db,
                """
                SELECT max(number > own AND delivery.state = 'delivered'), max(number < own AND \(ToldRows.isTold)),
                    max(number > own AND delivery.state = 'waiting')
                FROM alert_event JOIN delivery ON delivery.event = alert_event.number
                JOIN (SELECT number AS own FROM alert_event WHERE id = ?2)
                WHERE alert_event.opening = ?1 AND alert_event.kind NOT IN ('held', 'flapping')
                    AND hook = (SELECT id FROM name WHERE text = ?3)
                """
            )
            try select.bind(1, incident)
            try select.bind(2, delivery.event.id)
            try select.bind(3, delivery.hook)
            let found = try select.firstRow {
                (later: select.int(0) != 0, earlier: select.int(1) != 0, waiting: select.int(2) != 0)
            }
            if found?.later == true || (delivery.event.kind == .repeat && found?.waiting == true) { return .overtaken }
            // What another hook gave up tells of itself.
            switch delivery.event.kind {
            case .firing, .repeat, .held: return nil
            case .resolved, .flapping, .noData, .dataBack: break
            }
            if delivery.origin != nil { return nil }
            return found?.earlier == true ? nil : .unheard
        }
    }

    /// Lets deliveries that wait for their next attempt be due at once.
    /// - Parameter isMeant: by the name of the hook.
    package func hastenDeliveries(_ isMeant: (_ hook: String) -> Bool, at now: Instant) throws(StoreError) {
        let hooks = try read { db in
            let names = try NameReader(db)
            let later = try RawStatement(
                db,
                "SELECT 1 FROM delivery WHERE hook = ?1 AND state = 'waiting' AND not_before > ?2 LIMIT 1"
            )
            return try Self.waitingHooks(db).filter { hook in
                guard isMeant(try names.text(hook)) else { return false }
                try later.bind(1, hook)
                try later.bind(2, now.microseconds)
                return try later.firstRow { true } ?? false
            }
        }
        if hooks.isEmpty { return }
        try write(now: now, grows: false, touching: .outbox) { db in
            let update = try RawStatement(
                db,
                "UPDATE delivery SET not_before = ?2 WHERE hook = ?1 AND state = 'waiting' AND not_before > ?2"
            )
            for hook in hooks {
                try update.bind(1, hook)
                try update.bind(2, now.microseconds)
                try update.execute()
            }
        }
    }

    /// The hooks that deliveries wait for, from one to the next in the index.
    static func waitingHooks(_ db: Database) throws -> [Int64] {
        let select = try RawStatement(
            db,
            "SELECT hook FROM delivery WHERE is_next = 1 AND hook > ?1 ORDER BY hook LIMIT 1"
        )
        var hooks: [Int64] = []
        var last: Int64 = .min
        while true {
            try select.bind(1, last)
            guard let hook = try select.firstRow({ select.int(0) }) else { return hooks }
            hooks.append(hook)
            last = hook
        }
    }

    private static func record(
        _ result: DeliveryResult,
        _ now: Instant,
        _ retrying: (Instant) -> Instant,
        _ writer: DeliveryWriter,
        _ names: inout NameWriter,
        _ db: Database
    ) throws {
        let find = try RawStatement(
            db,
            "SELECT event, key, hook, begun = 1 OR attempts > 0 FROM delivery WHERE id = ?1 AND state = 'waiting'"
        )
        try find.bind(1, result.id)
        guard
            let (event, key, hook, isTried) = try find.firstRow({
                (find.int(0), find.int(1), find.int(2), find.int(3) != 0)
            })
        else { return }
        if case .failed(let error, let retryAt) = result.outcome {
            let update = try RawStatement(
                db,
                "UPDATE delivery SET attempts = attempts + 1, not_before = ?2, error = ?3 WHERE id = ?1"
            )
            try update.bind(1, result.id)
            try update.bind(2, retrying(retryAt).microseconds)
            try update.bind(3, error)
            return try update.execute()
        }
        let update = try RawStatement(
            db,
            """
            UPDATE delivery SET state = ?2, is_next = 0, attempts = attempts + ?3, ended_at = ?4, error = ?5
            WHERE id = ?1
            """
        )
        let end = try end(result.outcome, hook, db)
        try update.bind(1, result.id)
        try update.bind(2, end.state.rawValue)
        try update.bind(3, end.isAttempt)
        try update.bind(4, now.microseconds)
        try update.bind(5, end.error)
        try update.execute()
        writer.tally.add(waiting: -1, dead: end.state == .dead ? 1 : 0)
        try writer.moveUp(hook: hook, key: key)
        if let fallback = end.fallback {
            try writer.add(event: event, key: key, hook: try names.id(fallback), at: now, origin: hook)
        }
        if end.state == .silenced { try writer.takeBack(event: event, hook: hook) }
        if result.outcome == .removed, !isTried {
            try writer.giveUp(event: event, hook: hook, isTaken: end.fallback != nil)
        }
    }

    private struct End {
        let state: AlertDelivery.State
        var error: String?
        var fallback: String?
        var isAttempt = true
    }

    private static func end(_ outcome: DeliveryResult.Outcome, _ hook: Int64, _ db: Database) throws -> End {
        switch outcome {
        case .delivered: End(state: .delivered)
        case .silenced: End(state: .silenced, isAttempt: false)
        case .overtaken: End(state: .dismissed, error: "a later event has overtaken it", isAttempt: false)
        case .removed: End(state: .dead, error: "hook removed", fallback: try fallback(of: hook, db), isAttempt: false)
        case .dead(let error, let fallback): End(state: .dead, error: error, fallback: fallback)
        case .failed(let error, _): End(state: .waiting, error: error)
        }
    }

    /// The fallback that a hook had when it was last configured.
    private static func fallback(of hook: Int64, _ db: Database) throws -> String? {
        let select = try RawStatement(
            db,
            "SELECT text FROM hook_fallback JOIN name ON name.id = hook_fallback.fallback WHERE hook = ?1"
        )
        try select.bind(1, hook)
        return try select.firstRow { select.text(0) }
    }
}
