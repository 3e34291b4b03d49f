import InfluenceAlerts
import InfluenceModel
import InfluenceModelFiles
import InfluenceScoring
import InfluenceStore

/// Replays rules over the stored history with the evaluator of live operation. Nothing is stored or delivered.
///
/// Before the first run nothing was known, so each period of its grid is evaluated by what that run knew of it, as if at
/// the period's end (`reconstructed`). From the first run on, every run is evaluated at its time with what was known then
/// (`asKnown`), and so is every moment between at which time alone makes a transition. Repeats are left out.
struct Backtest {
    enum Basis: String, Sendable {
        case reconstructed
        case asKnown = "as_known"
    }

    struct Outcome {
        var events: [(event: AlertEvent, basis: Basis)] = []
        var evaluations = 0
        var alerts = 0
        /// The first and the last moment that was evaluated; `nil` where there is no history.
        var span: (from: Instant, to: Instant)?
    }

    let store: Store
    let threads: Int
    let clock: any WallClock
    /// The model of a hash, as it was stored.
    let model: (Run) throws -> LoadedModel

    /// - Parameter days: what happens on others is replayed, because it bears on these, and not listed.
    func replay(_ rules: [WatchedRule], listing days: (from: Day, through: Day)) throws -> Outcome {
        var state = State(rules, listing: days)
        let runs = try store.runsForward()
        guard let first = runs.first else { return state.outcome }
        var past = try stored(first, readsCurves: true, state.levels)
        var loaded = try model(first)
        var before: (run: StoredRun, period: Period)?
        for period in past.periods.all where period.end < first.recordedAt.day && period.end <= days.through {
            try Task.checkCancellation()
            let at = Instant(startOf: period.end.adding(days: 1))
            state.passTime(until: at, loaded)
            state.source = StoredSource(past, at: period, feeds: [:], after: before)
            state.evaluate(loaded, at: at, .reconstructed)
            before = (past, period)
        }
        for run in runs where run.recordedAt.day <= days.through {
            try Task.checkCancellation()
            state.passTime(until: run.recordedAt, loaded)
            let next = try stored(run, readsCurves: false, state.levels)
            next.shareObservations(of: past)
            if let failure = past.failure { throw failure }
            past = next
            loaded = try model(run)
            state.source = StoredSource(past, at: run.gridThrough, feeds: [:], after: before)
            state.evaluate(loaded, at: run.recordedAt, .asKnown)
            if let failure = before?.run.failure { throw failure }
            before = (past, run.gridThrough)
        }
        state.passTime(until: min(clock.now(), Instant(startOf: days.through.adding(days: 1))), loaded)
        if let failure = past.failure { throw failure }
        return state.outcome
    }

    private func stored(_ run: Run, readsCurves: Bool, _ levels: [NodeID: [Double]]) throws -> StoredRun {
        StoredRun(
            run,
            try model(run).model,
            in: store,
            levels: levels,
            readsCurves: readsCurves,
            threads: threads
        )
    }

    /// The alerts on their way through the history.
    private struct State {
        var keeper: AlertKeeper
        var source: StoredSource?
        var outcome = Outcome()
        private var basis = Basis.reconstructed
        private let days: (from: Day, through: Day)
        /// What a reader of the journal would know.
        private var told: [String: [ToldHook]] = [:]

        init(_ rules: [WatchedRule], listing days: (from: Day, through: Day)) {
            keeper = AlertKeeper(watching: rules.map(\.withoutRepeats))
            self.days = days
            outcome.alerts = rules.reduce(0) { $0 + ($1.rule.isEnabled ? $1.subjects.count : 0) }
        }

        var levels: [NodeID: [Double]] { keeper.levels }

        private mutating func hear(_ changes: AlertChanges) {
            for incident in changes.addressed.keys { told[incident] = [ToldHook(hook: AlertDelivery.journal)] }
            for event in changes.events {
                guard let incident = event.incident else { continue }
                told[incident]?[0].hear(event.kind, event.state, at: event.at)
            }
        }

        /// Evaluates at every moment before `end` at which time alone makes a transition.
        mutating func passTime(until end: Instant, _ loaded: LoadedModel) {
            while let due = keeper.due, due < end, let last = outcome.span?.to, due > last {
                evaluate(loaded, at: due, basis)
            }
        }

        mutating func evaluate(_ loaded: LoadedModel, at now: Instant, _ basis: Basis) {
            guard let source else { return }
            self.basis = basis
            let evaluation = keeper.evaluate(source, loaded, hearing: Hearing(told: told), at: now)
            keeper.apply(evaluation)
            hear(evaluation.changes)
            source.settle()
            outcome.evaluations += 1
            outcome.span = (outcome.span?.from ?? now, now)
            for event in evaluation.changes.events {
                // What happened at the end of a period belongs to the period's day.
                let day = basis == .reconstructed ? now.adding(microseconds: -1).day : now.day
                if days.from <= day, day <= days.through { outcome.events.append((event, basis)) }
            }
        }
    }
}

extension WatchedRule {
    /// A rule that tells of an open alert once.
    fileprivate var withoutRepeats: WatchedRule {
        var timing = rule.timing
        timing.repeatInterval = nil
        return WatchedRule(
            rule: Rule(
                id: rule.id,
                description: rule.description,
                condition: rule.condition,
                timing: timing,
                severity: rule.severity,
                labels: rule.labels,
                hooks: [],
                isEnabled: rule.isEnabled
            ),
            fingerprint: fingerprint,
            subjects: subjects
        )
    }
}
