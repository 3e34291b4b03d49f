import InfluenceAlerts
import InfluenceModel
import InfluenceModelFiles
import InfluenceScoring

/// The engine's side of alerts: the rules in force, every alert's record as the store has it, and what rules were
/// answered last. A value: an evaluation that is not stored leaves it as it was.
struct AlertKeeper {
    private(set) var watched: [WatchedRule] = []
    private(set) var hooks: [Hook] = []
    private(set) var records: [AlertKey: AlertRecord] = [:]
    private(set) var due: Instant?
    /// Of the rules in force and one run; `nil` where they are to be answered anew.
    var source: RememberingSource?

    /// - Parameter records: as the store has them.
    init(_ records: [AlertRecord] = []) {
        self.records = Dictionary(records.map { ($0.key, $0) }) { _, last in last }
    }

    /// Without records.
    init(watching rules: [WatchedRule]) {
        watched = rules
    }

    /// Puts rules in force, from the next evaluation on. Records stay: an evaluation sees by the fingerprints which are
    /// of another rule.
    mutating func use(_ plan: AlertPlan, in model: Model) {
        hooks = plan.hooks
        watched = plan.rules.map { WatchedRule($0, in: model) }
        source = nil
    }

    /// Without a look at what was watched before.
    mutating func watch(_ rules: [WatchedRule]) {
        watched = rules
    }

    var isIdle: Bool { watched.isEmpty && records.isEmpty }

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

    /// - Parameter editions: those that computed what the source tells; `nil`: those of this version.
    func evaluate(
        _ source: some AlertSource,
        _ loaded: LoadedModel,
        editions: MethodEditions? = nil,
        resumed: Set<AlertKey>,
        at now: Instant
    ) -> AlertEvaluation {
        AlertEvaluator.evaluate(
            watched,
            records: records,
            source: source,
            resumed: resumed,
            basis: "\(loaded.hash)+\((editions ?? Scorer.editions(of: loaded.model)).text)",
            modelHash: loaded.hash,
            now: now
        )
    }

    /// Takes over what has been stored.
    mutating func apply(_ evaluation: AlertEvaluation) {
        for key in evaluation.changes.removed { records[key] = nil }
        for record in evaluation.changes.records { records[record.key] = record }
        due = evaluation.due
    }

    /// Until rules are evaluated again, nothing is due.
    mutating func rest() {
        due = nil
    }

    /// In the order of the rules and their subjects.
    var ordered: [AlertRecord] {
        watched.flatMap { watched in
            watched.subjects.compactMap { records[AlertKey(rule: watched.rule.id, subject: $0)] }
        }
    }
}
