package import InfluenceAlerts
package import InfluenceModel
package import InfluenceModelFiles
package import InfluenceStore

/// Replays rules over the stored history with the evaluator of live operation, holds included. Nothing is stored or
/// delivered.
///
/// Before the first run nothing was known, so each period of its grid is evaluated by what that run knew of it, as if at
/// the period's end (`reconstructed`). From the first run on, every run is evaluated at its time with what was known then
/// (`asKnown`), and so is every moment between at which time alone makes a transition. Repeats are left out.
package struct Backtest {
    package enum Basis: String, Sendable {
        case reconstructed
        case asKnown = "as_known"
    }

    package struct Outcome {
        package var events: [(event: AlertEvent, basis: Basis)] = []
        package var evaluations = 0
        /// Series of the rules that are replayed.
        package var alerts = 0
        /// The first and the last moment that was evaluated; `nil` where there is no history.
        package var span: (from: Instant, to: Instant)?
        /// The rules that are not replayed, or not from the beginning, in their order.
        package var limits: [(rule: String, replay: Replay)] = []
    }

    private let store: Store
    private let threads: Int
    private let clock: any WallClock
    /// The model of a hash, as it was stored.
    private let model: (Run) throws -> LoadedModel

    package init(store: Store, threads: Int, clock: any WallClock, model: @escaping (Run) throws -> LoadedModel) {
        self.store = store
        self.threads = threads
        self.clock = clock
        self.model = model
    }

    /// - Parameter days: what happens on others is replayed, because it bears on these, and not listed.
    package func replay(_ rules: [WatchedRule], listing days: (from: Day, through: Day)) throws -> Outcome {
        let runs = try store.runsForward()
        let models = Dictionary(runs.map { ($0.modelHash, $0) }) { first, _ in first }
        var state = State(rules, listing: days) { [model] hash in
            models[hash].flatMap { try? model($0) }.flatMap { $0.unread.isEmpty ? $0 : nil }
        }
        guard !state.isIdle, let first = runs.first else { return state.outcome }
        var past = try stored(first, readsCurves: true, state.levels)
        var loaded = try model(first)
        var before: (run: StoredRun, period: Period)?
        for period in past.periods.all where period.end < first.recordedAt.day && period.end <= days.through {
            try Task.checkCancellation()
            let at = Instant(startOf: period.end.adding(days: 1))
            state.passTime(until: at, loaded, first)
            state.source = StoredSource(past, at: period, feeds: [:], after: before)
            state.evaluate(loaded, first, at: at, .reconstructed)
            before = loaded.unread.isEmpty ? (past, period) : nil
        }
        var last = first
        for run in runs where run.recordedAt.day <= days.through {
            try Task.checkCancellation()
            state.passTime(until: run.recordedAt, loaded, last)
            let next = try stored(run, readsCurves: false, state.levels)
            next.shareObservations(of: past)
            if let failure = past.failure { throw failure }
            past = next
            loaded = try model(run)
            last = run
            state.source = StoredSource(past, at: run.gridThrough, feeds: [:], after: before)
            state.evaluate(loaded, run, at: run.recordedAt, .asKnown)
            if let failure = before?.run.failure { throw failure }
            before = loaded.unread.isEmpty ? (past, run.gridThrough) : nil
        }
        state.passTime(until: min(clock.now(), Instant(startOf: days.through.adding(days: 1))), loaded, last)
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
        let levels: [NodeID: [Double]]
        private var basis = Basis.reconstructed
        private let days: (from: Day, through: Day)
        /// What a reader of the journal would know.
        private var told: [String: [ToldHook]] = [:]
        /// Those that can be replayed, and of them those that can be from the beginning.
        private let rules: [WatchedRule]
        private let reconstructed: [WatchedRule]

        init(
            _ all: [WatchedRule],
            listing days: (from: Day, through: Day),
            models: @escaping (String) -> LoadedModel?
        ) {
            self.days = days
            let wanted = all.filter(\.rule.isEnabled)
            rules = wanted.filter { $0.rule.condition.replay.isPossible }.map(\.withoutRepeats)
            reconstructed = rules.filter { $0.rule.condition.replay == .whole }
            keeper = AlertKeeper(watching: rules, models: models)
            levels = keeper.levels
            outcome.alerts = rules.reduce(0) { $0 + $1.alerts.count }
            outcome.limits = wanted.map { ($0.rule.id, $0.rule.condition.replay) }.filter { $0.1 != .whole }
        }

        var isIdle: Bool { rules.isEmpty }

        private mutating func hear(_ changes: AlertChanges) {
            for incident in changes.addressed.keys { told[incident] = [ToldHook(hook: AlertDelivery.journal)] }
            for event in changes.events {
                guard let incident = event.incident else { continue }
                told[incident]?[0].hear(event.kind, event.state, at: event.at)
            }
        }

        /// Evaluates at every moment before `end` at which time alone makes a transition.
        mutating func passTime(until end: Instant, _ loaded: LoadedModel, _ run: Run) {
            while let due = keeper.due, due < end, let last = outcome.span?.to, due > last {
                evaluate(loaded, run, at: due, basis)
            }
        }

        mutating func evaluate(_ loaded: LoadedModel, _ run: Run, at now: Instant, _ basis: Basis) {
            guard let source else { return }
            self.basis = basis
            keeper.watch(basis == .reconstructed ? reconstructed : rules)
            let evaluation = keeper.evaluate(
                source,
                loaded,
                editions: run.editions,
                hearing: Hearing(told: told),
                at: now
            )
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

extension Replay {
    var isPossible: Bool {
        if case .never = self { false } else { true }
    }
}

extension WatchedRule {
    /// A rule that tells of an open alert once, and nobody.
    fileprivate var withoutRepeats: WatchedRule {
        var copy = self
        copy.rule.timing.repeatInterval = nil
        copy.rule.hooks = []
        return copy
    }
}
