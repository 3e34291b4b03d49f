package import InfluenceAlerts
package import InfluenceModel
import InfluenceStore

/// How alerts stand, for all to read at any time: made by the engine after each change, and counted then; whoever asks
/// counts nothing.
package struct AlertStanding: Sendable {
    /// The rules of the file in force, in its order, with what they watch under the model in force.
    package let rules: [WatchedRule]
    package let hooks: [Hook]
    /// In the order of the rules and of their subjects.
    package let records: [AlertRecord]
    /// By id; those of the records at least.
    package let incidents: [String: Incident]
    /// Those that had not ended when everybody was last put right.
    package let silences: SilenceIndex
    /// By incident.
    let acknowledgements: [String: Acknowledgement]
    /// When an evaluation, or the end of a silence or an acknowledgement, is due though nothing is computed.
    package let due: Instant?
    package let counts: Counts
    /// How many alerts of a rule are open; rules without any have none here.
    package let openByRule: [String: Int]
    private let places: [String: Int]

    package static let none = AlertStanding(rules: [], hooks: [], records: [], at: Instant(microseconds: 0))

    /// - Parameters:
    ///   - due: when the rules are to be evaluated.
    ///   - settledAt: the silences and acknowledgements that end later are yet to be followed; `nil`: later than `now`.
    ///   - now: of which silences and acknowledgements are counted.
    init(
        rules: [WatchedRule],
        hooks: [Hook],
        records: [AlertRecord],
        incidents: [String: Incident] = [:],
        silences: SilenceIndex = SilenceIndex(),
        acknowledgements: [String: Acknowledgement] = [:],
        due: Instant? = nil,
        settledAt: Instant? = nil,
        at now: Instant
    ) {
        self.rules = rules
        self.hooks = hooks
        self.records = records
        self.incidents = incidents
        self.silences = silences
        self.acknowledgements = acknowledgements
        let ends = silences.all.map(\.end) + acknowledgements.values.compactMap(\.until)
        self.due = (ends.filter { $0 > settledAt ?? now } + [due].compactMap { $0 }).min()
        places = Dictionary(zip(rules.map(\.rule.id), 0...)) { first, _ in first }
        var counts = Counts()
        var openByRule: [String: Int] = [:]
        counts.rules = rules.count { $0.rule.isEnabled }
        for record in records {
            if record.state == .pending { counts.pending += 1 }
            guard record.state.isOpen else { continue }
            counts.open += 1
            openByRule[record.key.rule, default: 0] += 1
            guard let incident = record.incident.flatMap({ incidents[$0] }) else { continue }
            let isSilenced =
                silences.covering(record.key, severity: incident.severity, labels: incident.labels, at: now) != nil
            let isTaken = acknowledgements[incident.id]?.isActive(at: now) ?? false
            if isSilenced { counts.silenced += 1 }
            if isTaken { counts.acknowledged += 1 }
            if incident.severity == .critical, !isSilenced, !isTaken { counts.critical += 1 }
        }
        self.counts = counts
        self.openByRule = openByRule
    }

    /// What deliveries may be to.
    package var hookNames: [String] { [AlertDelivery.journal] + hooks.map(\.name) }

    package func rule(_ id: String) -> Rule? { places[id].map { rules[$0].rule } }

    /// The incident that is open on an alert.
    package func incident(of record: AlertRecord) -> Incident? {
        guard record.state.isOpen else { return nil }
        return record.incident.flatMap { incidents[$0] }
    }

    /// The silence that covers an alert the longest; `nil` where none does.
    package func silence(of record: AlertRecord, at now: Instant) -> Silence? {
        let (severity, labels) = rank(of: record)
        return silences.covering(record.key, severity: severity, labels: labels, at: now)
    }

    /// Of its incident, and where none is open of its rule.
    package func rank(of record: AlertRecord) -> (AlertSeverity, [AlertLabel]) {
        if let incident = incident(of: record) { return (incident.severity, incident.labels) }
        let rule = rule(record.key.rule)
        return (rule?.severity ?? .info, rule?.labels ?? [])
    }

    package func acknowledgement(of incident: String?, at now: Instant) -> Acknowledgement? {
        incident.flatMap { acknowledgements[$0] }.flatMap { $0.isActive(at: now) ? $0 : nil }
    }

    /// Why an event is not to be delivered now; `nil` where it is.
    package func obstacle(to event: AlertEvent, at now: Instant) -> String? {
        if let silence = silences.covering(event.key, severity: event.severity, labels: event.labels, at: now) {
            return "silence \(silence.id)"
        }
        // Whoever took an incident on knows that it goes on; he wants to hear whatever else happens to it.
        if event.kind == .repeat, let taken = acknowledgement(of: event.incident, at: now) {
            return "acknowledged by \(taken.author.name)"
        }
        return nil
    }

    package struct Counts: Equatable {
        /// In force and switched on.
        package var rules = 0
        package var pending = 0
        package var open = 0
        package var critical = 0
        package var silenced = 0
        package var acknowledged = 0
    }
}

/// What the store knows of alerts when a daemon starts.
struct KnownAlerts {
    var records: [AlertRecord] = []
    var incidents: [Incident] = []
    var silences: [Silence] = []
    var acknowledgements: [String: Acknowledgement] = [:]

    init() {}

    init(in store: Store, at now: Instant) throws(StoreError) {
        records = try store.alertRecords()
        incidents = try store.incidents()
        silences = try store.silences(endingAfter: now)
        let taken = try store.acknowledgements(of: incidents.filter(\.isOpen).map(\.id)).filter { $0.isActive(at: now) }
        acknowledgements = Dictionary(taken.map { ($0.incident, $0) }) { _, last in last }
    }
}
