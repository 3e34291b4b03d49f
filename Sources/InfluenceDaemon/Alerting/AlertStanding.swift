import InfluenceAlerts
import InfluenceModel
import InfluenceStore

/// How alerts stand, for all to read at any time.
struct AlertStanding: Sendable {
    /// The rules of the file in force, in its order, with what they watch under the model in force.
    var rules: [WatchedRule] = []
    var hooks: [Hook] = []
    /// In the order of the rules and of their subjects.
    var records: [AlertRecord] = []
    /// Those that have not ended.
    var silences: [Silence] = []
    /// By the event that opened the alert.
    var acknowledgements: [String: Acknowledgement] = [:]
    /// When an evaluation is due though nothing is computed.
    var due: Instant?
    private var kept: KeptCounts?

    init(
        rules: [WatchedRule] = [],
        hooks: [Hook] = [],
        records: [AlertRecord] = [],
        silences: [Silence] = [],
        acknowledgements: [String: Acknowledgement] = [:]
    ) {
        self.rules = rules
        self.hooks = hooks
        self.records = records
        self.silences = silences
        self.acknowledgements = acknowledgements
    }

    func rule(_ id: String) -> Rule? { rules.first { $0.rule.id == id }?.rule }

    /// The silence that covers an alert the longest; `nil` where none does.
    func silence(of key: AlertKey, at now: Instant) -> Silence? {
        guard let rule = rule(key.rule) else { return nil }
        return silence(of: key, severity: rule.severity, labels: rule.labels, at: now)
    }

    func silence(of key: AlertKey, severity: AlertSeverity, labels: [AlertLabel], at now: Instant) -> Silence? {
        silences.filter {
            $0.isActive(at: now) && $0.matcher.matches(key, severity: severity, labels: labels)
        }.max { $0.end < $1.end }
    }

    func acknowledgement(of opening: String?, at now: Instant) -> Acknowledgement? {
        opening.flatMap { acknowledgements[$0] }.flatMap { $0.isActive(at: now) ? $0 : nil }
    }

    /// Why an event is not to be delivered now; `nil` where it is.
    func obstacle(to event: AlertEvent, at now: Instant) -> String? {
        if let silence = silence(of: event.key, severity: event.severity, labels: event.labels, at: now) {
            return "silence \(silence.id)"
        }
        // Whoever took an alert on wants to hear that it is over.
        if event.kind != .resolved, let taken = acknowledgement(of: event.opening, at: now) {
            return "acknowledged by \(taken.author.name)"
        }
        return nil
    }

    struct Counts: Equatable {
        var pending = 0
        var open = 0
        var critical = 0
        var silenced = 0
        var acknowledged = 0
    }

    /// What was counted at some time, and how long it holds: until a silence or an acknowledgement ends.
    private struct KeptCounts {
        let counts: Counts
        let from: Instant
        let until: Instant?

        func hold(at now: Instant) -> Bool { from <= now && until.map { now < $0 } ?? true }
    }

    /// Counts once for all who ask until something changes. Nothing may be changed afterwards.
    mutating func keepCounts(at now: Instant) {
        let ends = silences.map(\.end) + acknowledgements.values.compactMap(\.until)
        kept = KeptCounts(counts: count(at: now), from: now, until: ends.filter { $0 > now }.min())
    }

    func counts(at now: Instant) -> Counts {
        if let kept, kept.hold(at: now) { kept.counts } else { count(at: now) }
    }

    private func count(at now: Instant) -> Counts {
        var counts = Counts()
        let severities = Dictionary(rules.map { ($0.rule.id, $0.rule.severity) }) { first, _ in first }
        for record in records {
            if record.state == .pending { counts.pending += 1 }
            guard record.state.isOpen else { continue }
            counts.open += 1
            let isSilenced = silence(of: record.key, at: now) != nil
            let isTaken = acknowledgement(of: record.opening, at: now) != nil
            if isSilenced { counts.silenced += 1 }
            if isTaken { counts.acknowledged += 1 }
            if severities[record.key.rule] == .critical, !isSilenced, !isTaken { counts.critical += 1 }
        }
        return counts
    }
}

/// What the store knows of alerts when a daemon starts.
struct KnownAlerts {
    var records: [AlertRecord] = []
    var silences: [Silence] = []
    var acknowledgements: [String: Acknowledgement] = [:]

    init() {}

    init(in store: Store, at now: Instant) throws(StoreError) {
        records = try store.alertRecords()
        silences = try store.silences(endingAfter: now)
        let taken = try store.acknowledgements(of: records.compactMap(\.opening))
        acknowledgements = Dictionary(taken.map { ($0.opening, $0) }) { _, last in last }
    }
}
