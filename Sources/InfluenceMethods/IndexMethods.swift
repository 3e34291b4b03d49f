import InfluenceControl
package import InfluenceEngine
package import InfluenceModel
import InfluenceModelFiles
import InfluenceScoring
package import InfluenceServer
package import InfluenceStore

/// `org.influenced.Index`: answers from the store, in snapshots of their own, while the engine writes.
package struct IndexMethods: Sendable {
    let store: Store
    let engine: Engine
    let clock: any WallClock
    let startedAt: Instant
    let limits: ControlLimits
    let recentFacts = RecentFacts()
    private let models: PastModels
    private let loop: LoopMethods

    package init(
        store: Store,
        engine: Engine,
        clock: any WallClock,
        startedAt: Instant,
        limits: ControlLimits = ControlLimits()
    ) {
        self.store = store
        self.engine = engine
        self.clock = clock
        self.startedAt = startedAt
        self.limits = limits
        models = PastModels(store)
        loop = LoopMethods(
            board: engine.board,
            clock: clock,
            startedAt: startedAt,
            clockTrouble: { [engine] in engine.clockTrouble },
            look: { [store, rest = engine.rest] in rest.look { store.look() } }
        )
    }

    package func interface() throws -> VarlinkInterface {
        try VarlinkInterface(
            InfluenceInterfaces.index(),
            rows: [
                .immediate(IndexInterface.GetStatus.self) { _, _ in loop.status() },
                .reader(IndexInterface.GetModel.self) { input, _ in try answer(input) { document(of: $0.loaded) } },
                answering(
                    IndexInterface.ListSeries.self,
                    .costly(without: IndexInterface.ListSeries.Input.Field.country),
                    series
                ),
                answering(
                    IndexInterface.GetScores.self,
                    .costly(without: IndexInterface.GetScores.Input.Field.country),
                    scores
                ),
                answering(IndexInterface.GetRanking.self, .cheap, ranking),
                answering(
                    IndexInterface.GetMeasures.self,
                    .costly(without: IndexInterface.GetMeasures.Input.Field.country),
                    measures
                ),
                answering(IndexInterface.Compare.self, .cheap, compare),
                .streaming(IndexInterface.GetHistory.self) { input, _, stream in
                    try await history(try question(input), to: stream)
                },
                answering(IndexInterface.Explain.self, .cheap, explain),
                answering(
                    IndexInterface.GetCoverage.self,
                    .costly(without: IndexInterface.GetCoverage.Input.Field.country),
                    coverage
                ),
                .streaming(IndexInterface.GetObservations.self) { input, _, stream in
                    try await observations(try question(input), to: stream)
                },
                .reader(IndexInterface.ListRuns.self) { input, _ in try runs(input) },
                .reader(IndexInterface.ListImports.self) { input, _ in try imports(input) },
                answering(IndexInterface.WhatIf.self, .costly, whatIf),
                answering(IndexInterface.GetUncertainty.self, .costly, uncertainty),
                reading(IndexInterface.VerifyRun.self, .costly, verifyRun),
                reading(IndexInterface.BacktestRule.self, .costly, backtest),
                .reader(IndexInterface.ListAlerts.self) { input, _ in try alerts(input) },
                .immediate(IndexInterface.ListRules.self) { _, _ in loop.rules() },
                .reader(IndexInterface.ListAlertEvents.self) { input, _ in try alertEvents(input) },
                .reader(IndexInterface.GetAlert.self) { input, _ in try alert(input) },
                .reader(IndexInterface.ListDeliveries.self) { input, _ in try deliveries(input) },
                .streaming(IndexInterface.Watch.self, .watch) { input, _, stream in try await watch(input, to: stream)
                },
            ],
            failure: IndexError.failure
        )
    }

    /// For calls that may read every observation: they end when nobody waits for them any more, and the daemon at rest
    /// does not hold the memory that they took.
    private func reading<Method: VarlinkMethod>(
        _ method: Method.Type,
        _ cost: Cost,
        _ answer: @escaping @Sendable (Method.Input) throws -> Method.Output
    ) -> MethodRow {
        .reader(method, cost) { input, _ in
            defer { engine.rest.worked() }
            return try whileWanted { try answer(input) }
        }
    }

    /// Runs `body`, which ends when nobody waits for it any more.
    func whileWanted<Value>(_ body: () throws -> Value) throws -> Value {
        try store.endingWithTask { try Abandonment.whileWanted(body) }
    }

    /// The same for questions about what is or was known.
    private func answering<Method: VarlinkMethod>(
        _ method: Method.Type,
        _ cost: Cost,
        _ answer: @escaping @Sendable (Question<Method.Input>) throws -> Method.Output
    ) -> MethodRow where Method.Input: TimedQuestion, Method.Output: TimedReply {
        reading(method, cost) { try self.answer($0, answer) }
    }

    /// Answers by what was known, and says when that was.
    private func answer<Input: TimedQuestion, Reply: TimedReply>(
        _ input: Input,
        _ answer: (Question<Input>) throws -> Reply
    ) throws -> Reply {
        let question = try question(input)
        return question.moment.telling(try answer(question))
    }

    /// Reads the arguments against the model whose scores were the last ones then: a model that was put in force, and is not
    /// computed yet or cannot be, leaves the last good scores in place.
    func question<Input: TimedQuestion>(_ input: Input) throws -> Question<Input> {
        let time = try moment(asOf: input.asOf, run: input.run)
        return Question(input: input, moment: time, loaded: try model(at: time))
    }

    func model(at time: AnsweredMoment) throws -> LoadedModel {
        if let run = time.known?.run { return try model(of: run) }
        if let asked = time.asked {
            throw IndexError.noData("there was no run up to \(asked)" + firstRunHint())
        }
        return engine.board.current.loaded
    }

    /// As of which commit a call is answered.
    /// - Parameter run: the run that it names.
    func moment(asOf text: String?, run: Int64? = nil) throws -> AnsweredMoment {
        let asked = try Arguments.time(text)
        if let run {
            guard asked == nil else {
                throw VarlinkError.invalidParameter(IndexInterface.GetScores.Input.Field.run.rawValue)
            }
            guard let known = try store.knowledge(ofRun: run) else {
                throw IndexError.unknownRun(run, last: try store.lastRun()?.id)
            }
            return AnsweredMoment(asked: nil, known: known)
        }
        return AnsweredMoment(asked: asked, known: try store.knowledge(asOf: asked, now: clock.now()))
    }

    /// The model that a run used.
    func model(of run: Run) throws -> LoadedModel {
        let present = engine.board.current.loaded
        return run.modelHash == present.hash ? present : try models.model(hash: run.modelHash)
    }

    /// Before a run's figures are computed once more.
    /// - Throws: ``IndexError/otherEditions(_:)`` where this version of the software would come to others.
    func requireOwnEditions(_ run: Run, _ loaded: LoadedModel) throws {
        if let other = run.otherEditions(in: loaded) { throw IndexError.otherEditions(other) }
    }

    func firstRunHint() -> String {
        let last = try? store.lastRun()
        return last == nil ? "" : "; the first one came later (see 'influencectl runs')"
    }
}
