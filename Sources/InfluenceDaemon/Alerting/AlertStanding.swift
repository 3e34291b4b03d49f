import InfluenceAlerts
import InfluenceModel
import InfluenceStore

/// How alerts stand, for all to read at any time: made by the engine after each change, and counted then; whoever asks
/// counts nothing.
struct AlertStanding: Sendable {
    /// The rules of the file in force, in its order, with what they watch under the model in force.
    let rules: [WatchedRule]
    let hooks: [Hook]
    /// In the order of the rules and of their subjects.
    let records: [AlertRecord]
    /// Those that had not ended.
    let silences: SilenceIndex
    /// By the event that opened the alert.
    let acknowledgements: [String: Acknowledgement]
    /// When an evaluation, or the end of a silence or an acknowledgement, is due though nothing is computed.
    let due: Instant?
    let counts: Counts
    /// How many alerts of a rule are open; rules without any have none here.
    let openByRule: [String: Int]
    private let places: [String: Int]

    static let none = AlertStanding(rules: [], hooks: [], records: [], at: Instant(microseconds: 0))

    /// - Parameters:
    ///   - due: when the rules are to be evaluated.
    ///   - now: of which silences and acknowledgements are counted.
    init(
        rules: [WatchedRule],
        hooks: [Hook],
        records: [AlertRecord],
        silences: SilenceIndex = SilenceIndex(),
        acknowledgements: [String: Acknowledgement] = [:],
        due: Instant? = nil,
        at now: Instant
    ) {
        self.rules = rules
        self.hooks = hooks
        self.records = records
        self.silences = silences
        self.acknowledgements = acknowledgements
        let ends = silences.all.map(\.end) + acknowledgements.values.compactMap(\.until)
        self.due = (ends.filter { $0 > now } + [due].compactMap { $0 }).min()
        places = Dictionary(zip(rules.map(\.rule.id), 0...)) { first, _ in first }
        var counts = Counts()
        var openByRule: [String: Int] = [:]
        counts.rules = rules.count { $0.rule.isEnabled }
        for record in records {
            if record.state == .pending { counts.pending += 1 }
            guard record.state.isOpen else { continue }
            counts.open += 1
            openByRule[record.key.rule, default: 0] += 1
            guard let rule = places[record.key.rule].map({ rules[$0].rule }) else { continue }
            let isSilenced =
                silences.covering(record.key, severity: rule.severity, labels: rule.labels, at: now) != nil
            let isTaken = record.opening.flatMap { acknowledgements[$0] }?.isActive(at: now) ?? false
            if isSilenced { counts.silenced += 1 }
            if isTaken { counts.acknowledged += 1 }
            if rule.severity == .critical, !isSilenced, !isTaken { counts.critical += 1 }
        }
        self.counts = counts
        self.openByRule = openByRule
    }

    func rule(_ id: String) -> Rule? { places[id].map { rules[$0].rule } }

    /// The silence that covers an alert the longest; `nil` where none does.
    func silence(of key: AlertKey, at now: Instant) -> Silence? {
        guard let rule = rule(key.rule) else { return nil }
        return silences.covering(key, severity: rule.severity, labels: rule.labels, at: now)
    }

    func acknowledgement(of opening: String?, at now: Instant) -> Acknowledgement? {
        opening.flatMap { acknowledgements[$0] }.flatMap { $0.isActive(at: now) ? $0 : nil }
    }

    /// Why an event is not to be delivered now; `nil` where it is.
    func obstacle(to event: AlertEvent, at now: Instant) -> String? {
        if let silence = silences.covering(event.key, severity: event.severity, labels: event.labels, at: now) {
            return "silence \(silence.id)"
        }
        // Whoever took an alert on wants to hear that it is over.
        if event.kind != .resolved, let taken = acknowledgement(of: event.opening, at: now) {
            return "acknowledged by \(taken.author.name)"
        }
        return nil
    }

    struct Counts: Equatable {
        /// In force and switched on.
        var rules = 0
        var pending = 0
        var open = 0
        var critical = 0
        var silenced = 0
        var acknowledged = 0
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
