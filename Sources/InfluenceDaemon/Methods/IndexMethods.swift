import CMalloc
import InfluenceControl
import InfluenceModel
import InfluenceModelFiles
import InfluenceScoring
import InfluenceServer
import InfluenceStore

/// `org.influenced.Index`: answers from the store, in snapshots of their own, while the engine writes.
struct IndexMethods: Sendable {
    let store: Store
    let engine: Engine
    let clock: any WallClock
    let startedAt: Instant
    let limits: ControlLimits
    private let models: PastModels

    init(
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
    }

    func interface() throws -> VarlinkInterface {
        try VarlinkInterface(
            InfluenceInterfaces.index(),
            methods: [
                "GetStatus": .immediate { _ in try status() },
                "GetModel": .reader { document(of: try arguments($0).loaded) },
                "ListSeries": wide { try series(try arguments($0)) },
                "GetScores": .reader(.costlyWithout(["country"])) { try scores(try arguments($0)) },
                "GetRanking": narrow { try ranking(try arguments($0)) },
                "GetMeasures": wide { try measures(try arguments($0)) },
                "Compare": narrow { try compare(try arguments($0)) },
                "GetHistory": .streaming { try await history(try arguments($0), to: $1) },
                "Explain": narrow { try explain(try arguments($0)) },
                "GetCoverage": wide { try coverage(try arguments($0)) },
                "GetObservations": .streaming { try await observations(try arguments($0), to: $1) },
                "ListRuns": .reader { try runs($0.parameters) },
                "ListImports": .reader { try imports($0.parameters) },
                "WhatIf": costly { try whatIf(try arguments($0)) },
                "GetUncertainty": costly { try uncertainty(try arguments($0)) },
                "VerifyRun": costly { try verifyRun($0.parameters) },
                "BacktestRule": costly { try backtest($0.parameters) },
                "ListAlerts": .reader { try alerts($0.parameters) },
                "ListRules": .reader { _ in rules() },
                "ListAlertEvents": .reader { try alertEvents($0.parameters) },
                "ListDeliveries": .reader { try deliveries($0.parameters) },
                "Watch": .streaming(.watch) { try await watch(try arguments($0), to: $1) },
            ],
            failure: IndexError.failure
        )
    }

    /// About one country: cheap.
    private func narrow(_ answer: @escaping @Sendable (Request) throws -> JSONValue) -> MethodHandler {
        reading(.cheap, answer)
    }

    /// About every country unless the call names one.
    private func wide(_ answer: @escaping @Sendable (Request) throws -> JSONValue) -> MethodHandler {
        reading(.costlyWithout(["country"]), answer)
    }

    private func costly(_ answer: @escaping @Sendable (Request) throws -> JSONValue) -> MethodHandler {
        reading(.costly, answer)
    }

    /// For calls that may read every observation: they end when nobody waits for them any more, and the daemon at rest
    /// does not hold the memory that they took.
    private func reading(
        _ cost: Cost,
        _ answer: @escaping @Sendable (Request) throws -> JSONValue
    ) -> MethodHandler {
        .reader(cost) { request in
            defer { malloc_trim(0) }
            return try store.endingWithTask { try answer(request) }
        }
    }

    /// A call's arguments, and what was known when it asks about.
    struct Question {
        let arguments: Arguments
        let asOf: Instant?
        let loaded: LoadedModel

        var model: Model { loaded.model }
    }

    /// Reads the arguments against the model whose scores were the last ones at `as_of`: a model that was put in force,
    /// and is not computed yet or cannot be, leaves the last good scores in place.
    func arguments(_ request: Request) throws -> Question {
        let asOf = try Arguments.asOf(request.parameters)
        let loaded = try model(asOf: asOf)
        return Question(
            arguments: Arguments(parameters: request.parameters, model: loaded.model),
            asOf: asOf,
            loaded: loaded
        )
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

    private func model(asOf: Instant?) throws -> LoadedModel {
        let present = engine.board.current.loaded
        guard let run = try store.lastRun(asOf: asOf) else {
            guard let asOf else { return present }
            throw IndexError.noData("there was no run up to \(asOf)" + firstRunHint())
        }
        return try model(of: run)
    }

    func firstRunHint() -> String {
        let last = try? store.lastRun()
        return last == nil ? "" : "; the first one came later (see 'influencectl runs')"
    }

    /// The standings of all powers at one node in one country, as positions in `model.powers`.
    func standings(_ scores: [StoredScore], _ model: Model) -> [ScoreSeries: Standing] {
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
        let standings = values.mapValues { Standing.of($0, in: model) }
        return Dictionary(
            scores.map { score in
                let place = Place(country: score.series.country, node: score.series.node)
                let standing = positions[score.series.power].flatMap { standings[place]?[$0] }
                return (score.series, standing ?? .none)
            }
        ) { first, _ in first }
    }
}
