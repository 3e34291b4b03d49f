import InfluenceModel
import InfluenceTestKit
import Testing

@testable import InfluenceScoring

/// The properties of scores once more, with values that are filled in and treated, and weights that are found in them.
@Suite("Properties of scores on prepared random models")
struct PreparedPropertyTests {
    private func bits(_ table: ScoreTable) -> [[UInt64?]] {
        table.map { [$0.score.value?.bitPattern, $0.score.coverage.bitPattern, $0.score.confidence.bitPattern] }
    }

    /// Cases, and the table or the error of each.
    private func cases(
        _ seed: UInt64,
        _ count: Int,
        isPlain: Bool = false
    ) throws -> [(RandomCase, Result<ScoreTable, ScoringError>)] {
        var random = SplitMix(seed)
        return try (0..<count).map { _ in
            let drawn = RandomCase(&random, isPlain: isPlain).prepared(&random)
            return (drawn, try outcome(drawn.model, drawn.observations, drawn.periods))
        }
    }

    private func outcome(
        _ model: Model,
        _ observations: [Observation],
        _ periods: [Period],
        threads: Int = 1,
        cellsPerRun: Int = 65_536
    ) throws -> Result<ScoreTable, ScoringError> {
        let scorer = try Scorer(model: model, panel: Panel(observations))
        let cells = Cells(model, periods: periods, cellsPerRun: cellsPerRun)
        do throws(ScoringError) {
            return .success(try scorer.scores(in: cells, threads: threads))
        } catch {
            return .failure(error)
        }
    }

    private func expectSame(
        _ left: Result<ScoreTable, ScoringError>,
        _ right: Result<ScoreTable, ScoringError>,
        _ comment: Comment
    ) {
        switch (left, right) {
        case (.success(let left), .success(let right)): #expect(bits(left) == bits(right), comment)
        case (.failure(let left), .failure(let right)): #expect(left == right, comment)
        default: Issue.record("scored on one side, refused on the other: \(comment)")
        }
    }

    @Test func `Neither the order of the observations nor the number of threads changes a bit`() throws {
        var random = SplitMix(50)
        var scored = 0
        for (number, (drawn, whole)) in try cases(51, 60).enumerated() {
            if case .success = whole { scored += 1 }
            // In small runs, so that there is work for all threads. Which of several errors is met first is theirs.
            let small = 2 * drawn.periods.count
            let inRuns = try outcome(drawn.model, drawn.observations, drawn.periods, cellsPerRun: small)
            if case .success(let whole) = whole, case .success(let inRuns) = inRuns {
                #expect(bits(whole) == bits(inRuns), "case \(number) in runs")
            } else if (try? whole.get()) != nil || (try? inRuns.get()) != nil {
                Issue.record("scored on one side, refused on the other: case \(number) in runs")
            }
            for threads in [2, 3, 8] {
                let shuffled = drawn.observations.shuffled(using: &random)
                let again = try outcome(
                    drawn.model,
                    shuffled,
                    drawn.periods,
                    threads: threads,
                    cellsPerRun: small
                )
                expectSame(inRuns, again, "case \(number) on \(threads) threads")
            }
        }
        #expect(scored > 15)
    }

    @Test func `Scaling all weights by a power of 2 changes no bit`() throws {
        for (number, (drawn, whole)) in try cases(52, 60).enumerated() {
            let scaled = drawn.model.with(nodes: drawn.model.nodes.map { $0.with(weight: $0.weight * 8) })
            expectSame(whole, try outcome(scaled, drawn.observations, drawn.periods), "case \(number)")
        }
    }

    @Test func `Any other factor changes rounding at most`() throws {
        var compared = 0
        for (drawn, whole) in try cases(53, 60) {
            guard case .success(let whole) = whole else { continue }
            let scaled = drawn.model.with(nodes: drawn.model.nodes.map { $0.with(weight: $0.weight * 0.3) })
            // What an error bounds may turn on the last bit.
            guard case .success(let again) = try outcome(scaled, drawn.observations, drawn.periods) else { continue }
            // Equal scores may be told apart by rounding, and then have other ranks, or fall to the other side of a half.
            guard
                !drawn.model.nodes.contains(where: {
                    [.copeland, .outranking].contains($0.aggregate?.method) || $0.digits != nil
                })
            else { continue }
            for (left, right) in zip(whole, again) {
                let size = max(100, abs(left.score.value ?? 0))
                #expect((left.score.value == nil) == (right.score.value == nil))
                #expect(abs((left.score.value ?? 0) - (right.score.value ?? 0)) < 1e-9 * size)
                compared += 1
            }
        }
        #expect(compared > 1_000)
    }

    @Test func `An indicator of weight 0 might as well not be there`() throws {
        var compared = 0
        for (number, (drawn, _)) in try cases(54, 80).enumerated() {
            let model = drawn.model
            guard let victim = model.nodes.lastIndex(where: { $0.indicator != nil && $0.weight > 0 }) else { continue }
            let siblings = model.nodes[model.nodes[victim].parent ?? 0].children
            guard siblings.contains(where: { $0 != victim && model.nodes[$0].weight > 0 }) else { continue }
            var nodes = model.nodes
            nodes[victim] = nodes[victim].with(weight: 0)
            let weightless = try outcome(model.with(nodes: nodes), drawn.observations, drawn.periods)
            let without = try outcome(
                model.with(nodes: PropertyTests.removing(victim, from: nodes)),
                drawn.observations,
                drawn.periods
            )
            guard case .success(let left) = weightless, case .success(let right) = without else { continue }
            let kept = left.filter { $0.node != victim }
            #expect(kept.map(\.score) == right.map(\.score), "case \(number)")
            compared += 1
        }
        #expect(compared > 15)
    }

    @Test func `With goalposts, treatment by none and imputation in time another power changes no score by a bit`()
        throws
    {
        var random = SplitMix(55)
        var compared = 0
        for number in 0..<30 {
            let drawn = RandomCase(&random, isPlain: true)
            let nodes = drawn.model.nodes.map { node in
                guard let indicator = node.indicator else { return node }
                let imputation = random.pick([Imputation?.none, .linear, .last])
                return node.with(
                    content: .indicator(
                        indicator.with(imputation: imputation, treatment: nil, direction: indicator.direction)
                    )
                )
            }
            let model = drawn.model.with(nodes: nodes)
            let larger = model.with(powers: [Power(id: "BRA", name: "")] + model.powers)
            let after = try outcome(larger, drawn.observations, drawn.periods)
            // Some values cannot be transformed, with or without it.
            guard case .success(let before) = try outcome(model, drawn.observations, drawn.periods) else {
                #expect((try? after.get()) == nil, "case \(number)")
                continue
            }
            let with = try after.get()
            for element in before {
                let (dyad, period) = (before.dyads[element.dyad], before.periods[element.period])
                #expect(element.score == with[before.nodes[element.node], dyad, period])
                compared += 1
            }
        }
        #expect(compared > 1_000)
    }

    @Test func `The effects of a change sum to it, and contributions to the score`() throws {
        var (checked, summed, refused) = (0, 0, 0)
        var groups: Set<Attribution.Group> = []
        for (drawn, whole) in try cases(56, 50) + cases(57, 25, isPlain: true) {
            guard case .success(let table) = whole else { continue }
            let scorer = try Scorer(model: drawn.model, panel: Panel(drawn.observations))
            for dyad in table.dyads {
                let explanations = try drawn.periods.map { try scorer.explain(dyad, at: $0, in: table) }
                for explanation in explanations {
                    let leaves = explanation.nodes.filter { $0.indicator != nil }
                    let parts = leaves.compactMap(\.contribution)
                    let known = leaves.filter { $0.score.value != nil && $0.effectiveWeight != 0 }
                    guard let score = explanation.nodes[0].score.value, parts.count == known.count else { continue }
                    #expect(abs(parts.reduce(0, +) - score) <= 1e-12 * max(100, abs(score)))
                    summed += 1
                }
                for (old, new) in zip(explanations, explanations.dropFirst()) {
                    for node in drawn.model.nodes.map(\.id) {
                        guard let from = old[node]?.score.value, let to = new[node]?.score.value else { continue }
                        guard let attribution = try? Attribution(of: node, from: old, to: new) else {
                            refused += 1
                            continue
                        }
                        let size = 1e-12 * max(100, abs(from), abs(to))
                        #expect((attribution.from, attribution.to) == (from, to))
                        #expect(abs(attribution.items.reduce(from) { $0 + $1.effect } - to) <= size)
                        // What is booked as left over is rounding.
                        let residual = attribution.items.filter { $0.group == .residual }.reduce(0) {
                            $0 + abs($1.effect)
                        }
                        #expect(residual <= 1e-9 * max(100, abs(from), abs(to)), "\(node)")
                        groups.formUnion(attribution.items.map(\.group))
                        checked += 1
                    }
                }
            }
        }
        #expect(checked > 1_000)
        #expect(summed > 150)
        #expect(refused < checked / 5)
        #expect(groups.isSuperset(of: [.imputation, .normalisation, .newPeriod]))
    }
}
