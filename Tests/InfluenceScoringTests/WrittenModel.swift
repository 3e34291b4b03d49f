import InfluenceModel
import InfluenceModelFiles
import Testing

@testable import InfluenceScoring

/// A model as its file has it, with data in memory: what a user would write.
struct WrittenModel {
    let model: Model
    let scorer: Scorer
    let periods: [Period]

    /// - Parameters:
    ///   - text: Of the file from `nodes` on.
    ///   - values: By indicator and power, one a period; NaN: none.
    init(
        _ text: String,
        scale: String = "{low: 0, high: 100}",
        grid: [Int] = [2020],
        country: CountryID = "KAZ",
        _ values: [NodeID: [PowerID: [Double]]]
    ) throws {
        let powers = Set(values.values.flatMap(\.keys)).sorted()
        let file = """
            model: m
            title: T
            definition: D
            scale: \(scale)
            grid: {periods: [\(grid.map { "\($0)" }.joined(separator: ", "))]}
            powers: [\(powers.map { "{id: \($0), name: N}" }.joined(separator: ", "))]
            countries: [{id: \(country), name: N}]
            \(text)
            """
        model = try ModelFiles.load(sources: [ModelSource(name: "m", text: file)]).model
        periods = try grid.map { try Period("\($0)") }
        let periods = self.periods
        let observations = values.flatMap { indicator, values in
            values.flatMap { power, values in
                zip(periods, values).filter { !$0.1.isNaN }.map { observed(indicator, power, country, $0.0, $0.1) }
            }
        }
        scorer = try Scorer(model: model, panel: Panel(observations))
    }

    func table(threads: Int = 1, cellsPerRun: Int = 65_536) throws -> ScoreTable {
        try scorer.scores(in: Cells(model, periods: periods, cellsPerRun: cellsPerRun), threads: threads)
    }

    /// By power in the order of their ids, then by period.
    func scores(_ node: NodeID) throws -> [[Double?]] {
        let table = try table()
        let position = try #require(table.position(of: node))
        return table.dyads.indices.map { dyad in
            periods.indices.map { table.score(node: position, dyad: dyad, period: $0).value }
        }
    }

    func explain(_ power: PowerID, at year: Int = 2020) throws -> Explanation {
        try scorer.explain(
            Dyad(power: power, country: model.countries[0].id),
            at: try Period("\(year)"),
            among: periods
        )
    }

    /// Every change between two periods, both ways, is exact and says no more than it moved; and where a score is a sum,
    /// contributions make it.
    /// - Returns: How many changes were explained, and how many scores are sums.
    @discardableResult
    func checkAttributions(sourceLocation: SourceLocation = #_sourceLocation) throws -> (changes: Int, sums: Int) {
        var (changes, sums) = (0, 0)
        let table = try table()
        for dyad in table.dyads {
            let explanations = try periods.map { try scorer.explain(dyad, at: $0, in: table) }
            for explanation in explanations {
                for (position, node) in explanation.nodes.enumerated() {
                    guard let score = node.score.value else {
                        if node.aggregate != nil { #expect(node.absence != nil, sourceLocation: sourceLocation) }
                        continue
                    }
                    #expect(node.absence == nil, sourceLocation: sourceLocation)
                    let beneath = explanation.nodes.indices.filter {
                        explanation.nodes[$0].indicator != nil && explanation.isBeneath($0, position)
                            && explanation.nodes[$0].score.value != nil
                            && explanation.shares.weight(of: $0, in: position) != 0
                    }
                    let parts = beneath.compactMap { explanation.shares.contribution(of: $0, to: position) }
                    guard parts.count == beneath.count else { continue }
                    sums += 1
                    #expect(abs(parts.reduce(0, +) - score) <= 1e-10, sourceLocation: sourceLocation)
                }
            }
            for old in explanations {
                for new in explanations {
                    for node in model.nodes.map(\.id) {
                        guard let from = old[node]?.score.value, let to = new[node]?.score.value else { continue }
                        let attribution = try Attribution(of: node, from: old, to: new)
                        let sum = attribution.items.reduce(from) { $0 + $1.effect }
                        #expect(abs(sum - to) <= 1e-12 * max(100, abs(from), abs(to)), sourceLocation: sourceLocation)
                        #expect(
                            attribution.items.allSatisfy { $0.group != .residual || abs($0.effect) < 1e-9 },
                            "\(node) of \(dyad.power)",
                            sourceLocation: sourceLocation
                        )
                        changes += 1
                    }
                }
            }
        }
        return (changes, sums)
    }
}

extension Explanation {
    fileprivate func isBeneath(_ node: Int, _ top: Int) -> Bool {
        node == top || nodes[node].parent.map { isBeneath($0, top) } ?? false
    }
}
