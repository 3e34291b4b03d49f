package import InfluenceModel
import InfluenceStore
import Logging

/// What people do about alerts.
extension Engine {
    /// - Returns: the silence, and how many open alerts it covers.
    package func silence(
        _ matcher: AlertMatcher,
        until expiry: Expiry,
        author: Author,
        comment: String
    ) throws(EngineError) -> (Silence, alerts: Int) {
        try refuseIfDamaged()
        try refuseIfClockIsWrong()
        let now = time.now()
        let until = expiry.moment(from: now)
        let silence = try rethrowing { () throws(StoreError) in
            try store.addSilence(
                matcher,
                until: until,
                isSpan: expiry.isSpan,
                author: author,
                comment: comment,
                at: now
            )
        }
        silences = SilenceIndex(silences.all + [silence])
        showAlerts()
        log.notice("silence \(silence.id) by \(author.name) until \(until)", metadata: ["comment": "\(comment)"])
        let standing = board.current.alerts
        let covered = standing.records.count { record in
            guard record.state.isOpen else { return false }
            let (severity, labels) = standing.rank(of: record)
            return matcher.matches(record.key, severity: severity, labels: labels)
        }
        return (silence, covered)
    }

    /// Ends silences, those of the given numbers that have not ended.
    package func unsilence(_ ids: [Int64]) throws(EngineError) -> [Silence] {
        try refuseIfDamaged()
        try refuseIfClockIsWrong()
        let ended = try rethrowing { () throws(StoreError) in
            try store.endSilences(ids, at: time.now())
        }
        guard !ended.isEmpty else { return [] }
        silences = SilenceIndex(silences.all.filter { !ids.contains($0.id) })
        showAlerts()
        try evaluateAlerts()
        return ended
    }

    /// Lets silences last until a time, those that last for longer as they are.
    package func extend(_ ids: [Int64], until expiry: Expiry, by author: Author) throws(EngineError) -> [Silence] {
        try refuseIfDamaged()
        try refuseIfClockIsWrong()
        let extended = try rethrowing { () throws(StoreError) in
            let now = time.now()
            return try store.extendSilences(ids, until: expiry.moment(from: now), isSpan: expiry.isSpan, at: now)
        }
        let changed = Dictionary(extended.map { ($0.id, $0) }) { _, last in last }
        silences = SilenceIndex(silences.all.map { changed[$0.id] ?? $0 })
        for silence in extended {
            log.notice("silence \(silence.id) extended by \(author.name) until \(silence.until)")
        }
        showAlerts()
        return extended
    }

    /// - Parameter span: how long it holds from now on; `nil`: as it says itself.
    package func acknowledge(_ given: Acknowledgement, for span: TimeSpan? = nil) throws(EngineError) {
        try refuseIfDamaged()
        try refuseIfClockIsWrong()
        var acknowledgement = given
        if let span {
            acknowledgement.createdAt = time.now()
            acknowledgement.until = Expiry.after(span).moment(from: acknowledgement.createdAt)
        }
        try rethrowing { () throws(StoreError) in
            try store.acknowledge(acknowledgement, isSpan: span != nil)
        }
        acknowledgements[acknowledgement.incident] = acknowledgement
        showAlerts()
        log.notice("\(acknowledgement.key) acknowledged by \(acknowledgement.author.name)")
    }

    /// Lets the values count that are held under an event, and evaluates the rules by them.
    /// - Returns: of how many alerts.
    package func accept(held event: String, author: Author) throws(EngineError) -> Int {
        try refuseIfDamaged()
        try refuseIfClockIsWrong()
        let records = keeper.accepting(event)
        guard !records.isEmpty else { return 0 }
        let changes = AlertChanges(records: records, removed: [], events: [], hooks: [:])
        _ = try rethrowing { () throws(StoreError) in
            try store.recordAlerts(changes, run: board.current.lastRun?.id, at: time.now())
        }
        keeper.reconsider(records)
        log.notice("\(records.count) held alerts accepted by \(author.name)", metadata: ["event": "\(event)"])
        try evaluateAlerts()
        return records.count
    }

    /// Somebody has taken note of deliveries that were given up.
    package func dismissDeliveries(hook: String?, author: Author) throws(EngineError) -> Int {
        try refuseIfDamaged()
        try refuseIfClockIsWrong()
        let count = try rethrowing { () throws(StoreError) in try store.dismissDead(hook: hook, at: time.now()) }
        if count > 0 { log.notice("\(count) deliveries that were given up dismissed by \(author.name)") }
        return count
    }

    /// Lets deliveries that were given up wait again.
    package func retryDeliveries(hook: String?) throws(EngineError) -> Int {
        try refuseIfDamaged()
        try refuseIfClockIsWrong()
        let count = try rethrowing { () throws(StoreError) in try store.requeueDead(hook: hook, at: time.now()) }
        outbox.wake()
        // What they tell of may be over by now.
        try settleAlerts()
        return count
    }
}
