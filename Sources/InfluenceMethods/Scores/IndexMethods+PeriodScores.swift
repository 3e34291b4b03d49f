import InfluenceControl
import InfluenceEngine
import InfluenceModel
import InfluenceStore

/// The scores of one period, and where they stand.
extension IndexMethods {
    /// The scores of the grid's period that is meant, as known then.
    func table(
        _ filter: ScoreFilter,
        _ period: Period?,
        _ question: Question<some VarlinkStructure>
    ) throws -> (Run, StoredScores, Period) {
        let choice = period.map { PeriodChoice.containing($0.end) } ?? .latest
        guard let run = question.run else { throw noRun(question) }
        let table = try store.scores(matching: filter, period: choice, of: run)
        guard let gridPeriod = table.period else {
            let grid = question.model.grid.periods(through: table.run.gridThrough.end)
            let range = grid.first.map { "\($0) to \(table.run.gridThrough)" } ?? "empty"
            throw IndexError.invalidPeriod(
                period?.description ?? "",
                "the index has no score for it: its grid is \(range)"
            )
        }
        return (table.run, table, gridPeriod)
    }

    func noRun(_ question: Question<some VarlinkStructure>) -> VarlinkError {
        if let failure = engine.board.current.runFailure {
            return IndexError.noData("the first run failed: \(failure.message)")
        }
        return IndexError.noData("model \(question.model.id) has not been computed yet; try again in a moment")
    }

    /// By country, power and node, each as the model lists them.
    func inModelOrder(_ scores: [StoredScore], _ model: Model) -> [StoredScore] {
        func positions<ID: Hashable>(_ ids: [ID]) -> [ID: Int] {
            Dictionary(zip(ids, 0...)) { first, _ in first }
        }
        let countries = positions(model.countries.map(\.id))
        let powers = positions(model.powers.map(\.id))
        let nodes = positions(model.nodes.map(\.id))
        func key(_ series: ScoreSeries) -> (Int, Int, Int) {
            (countries[series.country] ?? .max, powers[series.power] ?? .max, nodes[series.node] ?? .max)
        }
        return scores.sorted { key($0.series) < key($1.series) }
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
