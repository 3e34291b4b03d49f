import InfluenceAlerts
import InfluenceModel
import InfluenceModelFiles
import InfluenceScoring

/// The engine's side of alerts: the rules in force, every alert's record and incident as the store has them, and what rules
/// were answered last. A value: an evaluation that is not stored leaves it as it was.
struct AlertKeeper {
    private(set) var watched: [WatchedRule] = []
    private(set) var hooks: [Hook] = []
    /// Of how many events of a run contributions are told.
    private(set) var explainLimit = AlertPlan.usualExplainLimit
    private(set) var records: [AlertKey: AlertRecord] = [:]
    /// By id: those that something may be told of yet.
    private(set) var incidents: [String: Incident] = [:]
    private(set) var due: Instant?
    /// Of the rules in force and one run; `nil` where they are to be answered anew.
    var source: RememberingSource? {
        didSet { if source !== oldValue { isSettled = false } }
    }
    /// Whether the rules in force were evaluated on what `source` answers.
    private(set) var isSettled = false
    /// In the order of the rules and their subjects.
    private(set) var ordered: [AlertRecord] = []
    private var places: [AlertKey: Int] = [:]
    /// The model and the arithmetic that were asked for last, in a form to be compared.
    private var basis: (hash: String, text: String)?
    private let comparisons: ModelComparisons

    /// As the store has them.
    /// - Parameter models: those of a hash, also such as are no longer in force; `nil` where one is not to be had.
    init(
        _ records: [AlertRecord] = [],
        _ incidents: [Incident] = [],
        models: @escaping (String) -> LoadedModel? = { _ in nil }
    ) {
        self.records = Dictionary(records.map { ($0.key, $0) }) { _, last in last }
        self.incidents = Dictionary(incidents.map { ($0.id, $0) }) { _, last in last }
        comparisons = ModelComparisons(models)
    }

    /// Without records.
    init(watching rules: [WatchedRule], models: @escaping (String) -> LoadedModel?) {
        watched = rules
        comparisons = ModelComparisons(models)
    }

    /// Puts rules in force, from the next evaluation on. Records stay: an evaluation sees by the fingerprints which are
    /// of another rule.
    mutating func use(_ plan: AlertPlan, in model: Model) {
        hooks = plan.hooks
        explainLimit = plan.explainLimit
        watched = plan.rules.map { WatchedRule($0, in: model) }
        source = nil
        isSettled = false
        order()
    }

    /// Without a look at what was watched before.
    mutating func watch(_ rules: [WatchedRule]) {
        watched = rules
        order()
    }

    var isIdle: Bool { watched.isEmpty && records.isEmpty && incidents.isEmpty }

    /// The levels whose probability rules ask for, by node.
    var levels: [NodeID: [Double]] {
        var levels: [NodeID: [Double]] = [:]
        for watched in watched where watched.rule.isEnabled {
            for (node, wanted) in watched.rule.condition.levels {
                for level in wanted where !(levels[node] ?? []).contains(level) {
                    levels[node, default: []].append(level)
                }
            }
        }
        return levels
    }

    /// The window over which a rule compares a figure with itself.
    func window(of rule: String) -> CalendarDuration? {
        watched.first { $0.rule.id == rule }?.rule.condition.window
    }

    /// - Parameters:
    ///   - editions: those that computed what the source tells; `nil`: those of this version.
    ///   - epoch: of the database, where what is found is to be stored.
    ///   - isTimely: whether only what time alone can have changed is evaluated: between runs, and before anything is due,
    ///     that is what the rules about the age of data see.
    mutating func evaluate(
        _ source: some AlertSource,
        _ loaded: LoadedModel,
        editions: MethodEditions? = nil,
        hearing: Hearing,
        epoch: Int = 1,
        isTimely: Bool = false,
        at now: Instant
    ) -> AlertEvaluation {
        let rules = isTimely ? watched.filter(\.rule.condition.dependsOnTime) : watched
        if isTimely, rules.allSatisfy({ !$0.rule.isEnabled }) { return AlertEvaluation(changes: .none, due: due) }
        let names = isTimely ? Set(rules.map(\.rule.id)) : []
        let basis = self.basis(of: loaded, editions)
        let comparisons = self.comparisons
        var evaluation = AlertEvaluator.evaluate(
            rules,
            records: isTimely ? records.filter { names.contains($0.key.rule) } : records,
            incidents: incidents,
            source: source,
            hearing: hearing,
            basis: basis,
            comparison: { comparisons.comparison(of: $0, with: basis, loaded) },
            modelHash: loaded.hash,
            epoch: epoch,
            now: now
        )
        if isTimely { evaluation.due = [evaluation.due, due].compactMap { $0 }.min() }
        return evaluation
    }

    private mutating func basis(of loaded: LoadedModel, _ editions: MethodEditions?) -> String {
        if let editions { return ModelComparisons.basis(loaded.hash, editions) }
        if let basis, basis.hash == loaded.hash { return basis.text }
        let text = ModelComparisons.basis(loaded.hash, Scorer.editions(of: loaded.model))
        basis = (loaded.hash, text)
        return text
    }

    /// Takes over what has been stored.
    mutating func apply(_ evaluation: AlertEvaluation) {
        due = evaluation.due
        isSettled = true
        let changes = evaluation.changes
        for key in changes.removed { records[key] = nil }
        var isOrdered = changes.removed.isEmpty
        for record in changes.records {
            records[record.key] = record
            if let place = places[record.key] { ordered[place] = record } else { isOrdered = false }
        }
        if !isOrdered { order() }
        take(changes.incidents)
    }

    mutating func take(_ changed: [Incident]) {
        for incident in changed { incidents[incident.id] = incident }
    }

    /// Forgets the incidents that nothing can be told of any more.
    /// - Parameter living: those that the store has something to tell of.
    mutating func forget(except living: some Collection<String>) {
        let known = Set(living)
        incidents = incidents.filter { known.contains($0.key) }
    }

    /// Somebody has accepted the values that are held under an event: they count from the next evaluation on.
    /// - Returns: the records as they are to be stored.
    func accepting(_ event: String) -> [AlertRecord] {
        ordered.compactMap { record in
            guard record.hold?.event == event, record.hold?.isAccepted == false else { return nil }
            var record = record
            record.hold?.isAccepted = true
            return record
        }
    }

    /// Takes records over that are to be decided anew.
    mutating func reconsider(_ changed: [AlertRecord]) {
        for record in changed { records[record.key] = record }
        isSettled = false
        order()
    }

    /// Until rules are evaluated again, nothing is due; then all of them are.
    mutating func rest() {
        due = nil
        isSettled = false
    }

    /// Takes over what stands in the store with other moments than before. What is due next, readings and silences know too:
    /// rules are evaluated at once to find out.
    mutating func recall(_ records: [AlertRecord], _ incidents: [Incident], at now: Instant) {
        for record in records { self.records[record.key] = record }
        take(incidents)
        order()
        isSettled = false
        due = now
    }

    private mutating func order() {
        ordered = watched.flatMap { watched in
            watched.alerts.compactMap { records[$0] }
        }
        places = Dictionary(zip(ordered.map(\.key), 0...)) { first, _ in first }
    }
}
