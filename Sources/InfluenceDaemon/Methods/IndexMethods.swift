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
    private let models: PastModels

    init(store: Store, engine: Engine, clock: any WallClock, startedAt: Instant) {
        self.store = store
        self.engine = engine
        self.clock = clock
        self.startedAt = startedAt
        models = PastModels(store)
    }

    func interface() throws -> VarlinkInterface {
        try VarlinkInterface(
            InfluenceInterfaces.index(),
            methods: [
                "GetStatus": .immediate { _ in try status() },
                "GetModel": .worker { document(of: try arguments($0).loaded) },
                "ListSeries": .worker { request in try returningMemory { try series(try arguments(request)) } },
                "GetScores": .worker { try scores(try arguments($0)) },
                "GetRanking": .worker { request in try returningMemory { try ranking(try arguments(request)) } },
                "GetMeasures": .worker { request in try returningMemory { try measures(try arguments(request)) } },
                "Compare": .worker { request in try returningMemory { try compare(try arguments(request)) } },
                "GetHistory": .streaming { try await history(try arguments($0), to: $1) },
                "Explain": .worker { request in try returningMemory { try explain(try arguments(request)) } },
                "GetCoverage": .worker { request in try returningMemory { try coverage(try arguments(request)) } },
                "GetObservations": .streaming { try await observations(try arguments($0), to: $1) },
                "ListRuns": .worker { try runs($0.parameters) },
                "ListImports": .worker { try imports($0.parameters) },
                "WhatIf": .longWork { request in try returningMemory { try whatIf(try arguments(request)) } },
                "GetUncertainty": .longWork { request in
                    try returningMemory { try uncertainty(try arguments(request)) }
                },
                "VerifyRun": .longWork { request in try returningMemory { try verifyRun(request.parameters) } },
                "ListAlerts": .worker { try alerts($0.parameters) },
                "ListRules": .worker { _ in rules() },
                "ListAlertEvents": .worker { try alertEvents($0.parameters) },
                "ListDeliveries": .worker { try deliveries($0.parameters) },
                "Watch": .streaming(.watch) { try await watch(try arguments($0), to: $1) },
            ],
            failure: IndexError.failure
        )
    }

    /// For calls that read every observation: the daemon at rest should not hold the memory that they took.
    private func returningMemory(_ answer: () throws -> JSONValue) rethrows -> JSONValue {
        defer { malloc_trim(0) }
        return try answer()
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
