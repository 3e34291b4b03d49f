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
            report: store.report,
            clock: clock,
            startedAt: startedAt,
            clockTrouble: { [engine] in engine.clockTrouble },
            look: { [store, rest = engine.rest] in rest.look { store.look() } }
        )
    }

    package func interface() throws -> VarlinkInterface {
        try VarlinkInterface(
            InfluenceInterfaces.index(),
            methods: [
                "GetStatus": .immediate { _ in loop.status() },
                "GetModel": .reader { try answer($0) { document(of: $0.loaded) } },
                "ListSeries": wide { try series($0) },
                "GetScores": .reader(.costlyWithout(["country"])) { try answer($0, scores) },
                "GetRanking": narrow { try ranking($0) },
                "GetMeasures": wide { try measures($0) },
                "Compare": narrow { try compare($0) },
                "GetHistory": .streaming { try await history(try question($0), to: $1) },
                "Explain": narrow { try explain($0) },
                "GetCoverage": wide { try coverage($0) },
                "GetObservations": .streaming { try await observations(try question($0), to: $1) },
                "ListRuns": .reader { try runs($0.parameters) },
                "ListImports": .reader { try imports($0.parameters) },
                "WhatIf": costly { try whatIf($0) },
                "GetUncertainty": costly { try uncertainty($0) },
                "VerifyRun": reading(.costly) { try verifyRun($0.parameters) },
                "BacktestRule": reading(.costly) { try backtest($0.parameters) },
                "ListAlerts": .reader { try alerts($0.parameters) },
                "ListRules": .immediate { _ in loop.rules() },
                "ListAlertEvents": .reader { try alertEvents($0.parameters) },
                "GetAlert": .reader { try alert($0.parameters) },
                "ListDeliveries": .reader { try deliveries($0.parameters) },
                "Watch": .streaming(.watch) { try await watch(try question($0), to: $1) },
            ],
            failure: IndexError.failure
        )
    }

    /// About one country: cheap.
    private func narrow(_ answer: @escaping @Sendable (Question) throws -> JSONValue) -> MethodHandler {
        reading(.cheap) { try self.answer($0, answer) }
    }

    /// About every country unless the call names one.
    private func wide(_ answer: @escaping @Sendable (Question) throws -> JSONValue) -> MethodHandler {
        reading(.costlyWithout(["country"])) { try self.answer($0, answer) }
    }

    private func costly(_ answer: @escaping @Sendable (Question) throws -> JSONValue) -> MethodHandler {
        reading(.costly) { try self.answer($0, answer) }
    }

    /// For calls that may read every observation: they end when nobody waits for them any more, and the daemon at rest
    /// does not hold the memory that they took.
    private func reading(
        _ cost: Cost,
        _ answer: @escaping @Sendable (Request) throws -> JSONValue
    ) -> MethodHandler {
        .reader(cost) { request in
            defer { engine.rest.worked() }
            return try store.endingWithTask { try Abandonment.whileWanted { try answer(request) } }
        }
    }

    /// Answers by what was known, and says when that was.
    private func answer(_ request: Request, _ answer: (Question) throws -> JSONValue) throws -> JSONValue {
        let question = try question(request)
        return question.telling(try answer(question))
    }

    /// Reads the arguments against the model whose scores were the last ones then: a model that was put in force, and is not
    /// computed yet or cannot be, leaves the last good scores in place.
    func question(_ request: Request) throws -> Question {
        let parameters = request.parameters
        let time = try moment(parameters, run: parameters["run"]?.integerValue)
        let loaded: LoadedModel
        if let run = time.known?.run {
            loaded = try model(of: run)
        } else if let asked = time.asked {
            throw IndexError.noData("there was no run up to \(asked)" + firstRunHint())
        } else {
            loaded = engine.board.current.loaded
        }
        return Question(
            arguments: Arguments(parameters: parameters, model: loaded.model),
            moment: time,
            loaded: loaded
        )
    }

    /// As of which commit a call is answered.
    /// - Parameter run: the run that it names.
    func moment(_ parameters: JSONObject, run: Int64? = nil) throws -> AnsweredMoment {
        let asked = try Arguments.asOf(parameters)
        if let run {
            guard asked == nil else { throw VarlinkError.invalidParameter("run") }
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
    func requireOwnEditions(_ run: Run, _ model: Model) throws {
        if let other = run.otherEditions(than: Scorer.editions(of: model)) { throw IndexError.otherEditions(other) }
    }

    func firstRunHint() -> String {
        let last = try? store.lastRun()
        return last == nil ? "" : "; the first one came later (see 'influencectl runs')"
    }

    /// The standings of all powers at one node in one country, as positions in `model.powers`.
    func standings(_ scores: [StoredScore], _ model: Model) -> [ScoreSeries: PowerStanding] {
        struct Place: Hashable {
            let country: CountryID
            let node: NodeID
        }
        let positions = Dictionary(zip(model.powers.map(\.id), 0...)) { first, _ in first }
        var values: [Place: [Double?]] = [:]
        for score in scores {
            guard let position = positions[score.series.power] else { continue }
            let place = Place(country: score.series.country, node: score.series.node)
            values[place, default: Array(repeating: nil, count: model.powers.count)][position] = score.score.value
        }
        let standings = values.mapValues { PowerStanding.of($0, in: model) }
        return Dictionary(
            scores.map { score in
                let place = Place(country: score.series.country, node: score.series.node)
                let standing = positions[score.series.power].flatMap { standings[place]?[$0] }
                return (score.series, standing ?? .none)
            }
        ) { first, _ in first }
    }
}
