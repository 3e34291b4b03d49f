import InfluenceModel
import InfluenceTestKit
import Testing

@testable import InfluenceScoring

@Suite("Properties of scores on random models and panels")
struct PropertyTests {
    /// The bits of a table, in its order.
    private func bits(_ table: ScoreTable) -> [[UInt64?]] {
        table.map { [$0.score.value?.bitPattern, $0.score.coverage.bitPattern, $0.score.confidence.bitPattern] }
    }

    private func table(_ model: Model, _ observations: [Observation], _ periods: [Period]) throws -> ScoreTable {
        try Scorer(model: model, panel: Panel(observations)).scores(for: periods)
    }

    /// Whether a node's values can get another place by a rounding: both scorers add up in orders of their own.
    private func turnsOnRounding(_ node: Int, of model: Model) -> Bool {
        let one = model.nodes[node]
        return one.normalisation?.replacesValues == true || one.digits != nil
            || one.aggregate?.method == .copeland || one.aggregate?.method == .outranking
            || one.children.contains { turnsOnRounding($0, of: model) }
    }

    @Test func `the plain reference scorer agrees`() throws {
        var random = SplitMix(20)
        var compared = 0
        var refused = 0
        for number in 0..<60 {
            let drawn = RandomCase(&random)
            let reference = ReferenceScorer(
                model: drawn.model,
                observations: drawn.observations,
                periods: drawn.periods
            )
            guard let expected = try? reference.scores() else {
                refused += 1
                #expect(throws: ScoringError.self, "case \(number)") {
                    try table(drawn.model, drawn.observations, drawn.periods)
                }
                continue
            }
            let found = Array(try table(drawn.model, drawn.observations, drawn.periods))
            try #require(found.count == expected.count)
            for (element, cell) in zip(found, expected) {
                let place = "case \(number): \(drawn.model.nodes[element.node].id) \(element.dyad) \(element.period)"
                if (element.score.value == nil) != (cell.value == nil) {
                    let kids = drawn.model.nodes[element.node].children
                    var text =
                        "\(place) \(element.score) \(cell) \(String(describing: drawn.model.nodes[element.node].aggregate))"
                    for kid in kids {
                        let at: Int = kid * 42 + element.dyad * 7 + element.period
                        text += " | \(drawn.model.nodes[kid].weight) \(found[at].score) \(expected[at])"
                    }
                    Issue.record("\(text)")
                }
                try #require((element.score.value == nil) == (cell.value == nil), "\(place)")
                #expect(abs(element.score.coverage - cell.coverage) < 1e-12, "\(place)")
                #expect(abs(element.score.confidence - cell.confidence) < 1e-12, "\(place)")
                guard let value = element.score.value, let wanted = cell.value,
                    !turnsOnRounding(element.node, of: drawn.model)
                else {
                    continue
                }
                #expect(abs(value - wanted) <= 1e-12 * max(100, abs(wanted)), "\(place)")
                compared += 1
            }
        }
        // The cases are neither all empty nor all refused.
        #expect(compared > 2000)
        #expect(refused < 30)
    }

    @Test func `neither the order of the observations nor the number of threads changes a bit`() throws {
        var random = SplitMix(21)
        for _ in 0..<30 {
            let drawn = RandomCase(&random)
            // Runs of two dyads (never of parts of one), so that there is something to share out.
            let cells = Cells(drawn.model, periods: drawn.periods, cellsPerRun: 3 * drawn.periods.count - 1)
            let whole = Result { try table(drawn.model, drawn.observations, drawn.periods) }
            for threads in [1, 2, 3, 8] {
                let shuffled = drawn.observations.shuffled(using: &random)
                let again = Result {
                    try Scorer(model: drawn.model, panel: Panel(shuffled)).scores(in: cells, threads: threads)
                }
                switch (whole, again) {
                case (.success(let whole), .success(let again)): #expect(bits(whole) == bits(again))
                case (.failure(let whole as ScoringError), .failure(let again as ScoringError)): #expect(whole == again)
                default: Issue.record("scored on some threads, refused on others")
                }
            }
        }
    }

    @Test func `with goalposts another power changes no other score by a bit`() throws {
        var random = SplitMix(22)
        for _ in 0..<40 {
            let drawn = RandomCase(&random, isPlain: true)
            // BRA is in the data, but not in the model.
            let larger = drawn.model.with(powers: [Power(id: "BRA", name: "")] + drawn.model.powers)
            guard let before = try? table(drawn.model, drawn.observations, drawn.periods),
                let after = try? table(larger, drawn.observations, drawn.periods)
            else { continue }
            for node in before.nodes {
                for dyad in before.dyads {
                    for period in before.periods {
                        #expect(before[node, dyad, period] == after[node, dyad, period])
                    }
                }
            }
        }
    }

    @Test func `what is observed of a later period or another country changes nothing`() throws {
        var random = SplitMix(23)
        for _ in 0..<20 {
            let drawn = RandomCase(&random, isPlain: true)
            let more = Set(drawn.model.indicators.flatMap(\.inputs)).flatMap { input in
                [
                    observed(input, "RUS", "KAZ", "2024-03", 5, by: "A"),
                    observed(input, nil, "KAZ", "2024-02-02/P29D", 5, by: "A"),
                    observed(input, "RUS", "MNG", "2022", 5, by: "A"),
                ]
            }
            let before = try table(drawn.model, drawn.observations, drawn.periods)
            let after = try table(drawn.model, drawn.observations + more, drawn.periods)
            #expect(bits(before) == bits(after))
        }
    }

    @Test func `weights count in proportion only`() throws {
        var random = SplitMix(24)
        for _ in 0..<30 {
            let drawn = RandomCase(&random, isPlain: true)
            guard let before = try? table(drawn.model, drawn.observations, drawn.periods) else { continue }
            for factor in [4, 0.125] {
                let scaled = drawn.model.with(nodes: drawn.model.nodes.map { $0.with(weight: $0.weight * factor) })
                #expect(bits(try table(scaled, drawn.observations, drawn.periods)) == bits(before))
            }
            let scaled = drawn.model.with(nodes: drawn.model.nodes.map { $0.with(weight: $0.weight * 0.3) })
            for (left, right) in zip(before, try table(scaled, drawn.observations, drawn.periods)) {
                #expect((left.score.value == nil) == (right.score.value == nil))
                #expect(abs((left.score.value ?? 0) - (right.score.value ?? 0)) < 1e-12 * 100)
                #expect(abs(left.score.coverage - right.score.coverage) < 1e-12)
            }
        }
    }

    @Test func `direction -1 mirrors the scores of an indicator`() throws {
        var random = SplitMix(25)
        for method in [
            Normalisation.Method.goalposts(low: 3, high: 40), .minmax(target: Scale()), .zscore(mean: 50, sd: 9), .none,
        ] {
            for scope in [Normalisation.Scope.panel, .period] {
                let values = (0..<8).map { _ in random.chance(0.2) ? .nan : Double.random(in: 0...50, using: &random) }
                let scores = try [Direction.positive, .negative].map { direction in
                    let indicator = Indicator(
                        id: "x",
                        title: "",
                        normalisation: Normalisation(method, scope: scope),
                        direction: direction
                    )
                    return try ScoreTable(
                        scoring: [Column(values: values)],
                        of: Model(.node("index", [.leaf(indicator, weight: 1)]), powers: ["A", "B", "C", "D"]),
                        for: ["2020", "2021"],
                        threads: 1
                    ).map(\.score.value)
                }
                for (up, down) in zip(scores[0], scores[1]) {
                    #expect((up == nil) == (down == nil))
                    // All of these are symmetric about 50.
                    #expect(abs((up ?? 50) + (down ?? 50) - 100) < 1e-12 * 100)
                }
            }
        }
    }

    @Test func `an indicator of weight 0 might as well not be there`() throws {
        var random = SplitMix(26)
        for _ in 0..<40 {
            let drawn = RandomCase(&random)
            guard let victim = drawn.model.nodes.lastIndex(where: { $0.indicator != nil && $0.weight > 0 }) else {
                continue
            }
            let siblings = drawn.model.nodes[drawn.model.nodes[victim].parent ?? 0].children
            guard siblings.contains(where: { $0 != victim && drawn.model.nodes[$0].weight > 0 }) else { continue }
            var nodes = drawn.model.nodes
            nodes[victim] = nodes[victim].with(weight: 0)
            let weightless = Result { try table(drawn.model.with(nodes: nodes), drawn.observations, drawn.periods) }
            let without = Result {
                let fewer = Self.removing(victim, from: nodes)
                return try table(drawn.model.with(nodes: fewer), drawn.observations, drawn.periods)
            }
            switch (weightless, without) {
            case (.success(let weightless), .success(let without)):
                for node in without.nodes {
                    for (dyad, period) in without.dyads.flatMap({ dyad in without.periods.map { (dyad, $0) } }) {
                        #expect(weightless[node, dyad, period] == without[node, dyad, period])
                    }
                }
            case (.failure(let weightless as ScoringError), .failure(let without as ScoringError)):
                #expect(weightless == without)
            // Its own normalisation or observations may be impossible.
            case (.failure, .success): break
            default: Issue.record("refused only without the weightless indicator")
            }
        }
    }

    static func removing(_ victim: Int, from nodes: [Node]) -> [Node] {
        let moved = { (position: Int) in position > victim ? position - 1 : position }
        return nodes.enumerated().filter { $0.offset != victim }.map { _, node in
            var node = node
            node.parent = node.parent.map(moved)
            node.children = node.children.filter { $0 != victim }.map(moved)
            return node
        }
    }

    @Test func `contributions sum to the score, and the explanation is of the table's scores`() throws {
        var random = SplitMix(27)
        var sums = 0
        for _ in 0..<20 {
            let drawn = RandomCase(&random, isPlain: true)
            let scorer = try Scorer(model: drawn.model, panel: Panel(drawn.observations))
            let table = try scorer.scores(for: drawn.periods)
            for dyad in table.dyads {
                for period in table.periods {
                    let explanation = try scorer.explain(dyad, at: period, among: drawn.periods)
                    #expect(explanation == (try scorer.explain(dyad, at: period, in: table)))
                    for node in explanation.nodes { #expect(node.score == table[node.id, dyad, period]) }
                    let root = explanation.nodes[0]
                    let leaves = explanation.nodes.filter { if case .indicator = $0.basis { true } else { false } }
                    let contributions = leaves.compactMap(\.contribution)
                    guard let score = root.score.value else {
                        #expect(contributions.isEmpty)
                        continue
                    }
                    #expect(abs(contributions.reduce(0, +) - score) <= 1e-12 * 100)
                    #expect(abs(leaves.compactMap(\.effectiveWeight).reduce(0, +) - 1) <= 1e-12)
                    let dimensions = explanation.nodes.filter { $0.parent == 0 }.compactMap(\.contribution)
                    #expect(abs(dimensions.reduce(0, +) - score) <= 1e-12 * 100)
                    sums += 1
                    checkBasis(leaves, drawn.model)
                }
            }
        }
        #expect(sums > 80)
    }

    /// The observations and their factors give the raw value.
    private func checkBasis(_ leaves: [ExplainedNode], _ model: Model) {
        for leaf in leaves {
            guard case .indicator(let basis) = leaf.basis, let raw = basis.raw, let indicator = model.indicator(leaf.id)
            else { continue }
            let sum = { (role: ObservationUse.Role) in
                basis.observations.filter { $0.role == role }.map { ($0.observation.value ?? .nan) * $0.factor }.reduce(
                    0,
                    +
                )
            }
            let isByRow =
                indicator.window != nil
                && indicator.transform.first.map { $0.role != .window } == true
            if !isByRow {
                #expect(basis.windowed.map { abs($0 - sum(.value)) <= 1e-9 * max(1, abs($0)) } == true)
            }
            // What is done row by row before a window, or after anything else, is not told by factors.
            let rest = indicator.transform.drop { $0.role == .window }
            let expected =
                switch rest.first?.kind {
                case nil: sum(.value)
                case is ShareOfTotal where rest.count == 1: sum(.value) / sum(.total) * 100
                case let ratio as RatioTo where rest.count == 1: sum(.value) / sum(.denominator) * ratio.scale
                default: raw
                }
            #expect(abs(expected - raw) <= 1e-9 * max(1, abs(raw)), "\(leaf.id)")
        }
    }

    @Test func `values from the ends of floating point score finite or are refused by name`() throws {
        let values: [Double] = [
            0, -0.0, .leastNonzeroMagnitude, -.leastNonzeroMagnitude, .leastNormalMagnitude, 1e-300, 1, -1, 1e300,
            -1e300,
            .greatestFiniteMagnitude, -.greatestFiniteMagnitude,
        ]
        var random = SplitMix(28)
        for _ in 0..<60 {
            let drawn = RandomCase(&random)
            let wild = drawn.observations.map { observation in
                var observation = observation
                observation.value = observation.value.map { random.chance(0.1) ? random.pick(values) : $0 }
                return observation
            }
            do {
                for element in try table(drawn.model, wild, drawn.periods) {
                    let value = element.score.value ?? 0
                    #expect(value.isFinite)
                    #expect(!(value == 0 && value.sign == .minus))
                    #expect((0...1).contains(element.score.coverage))
                    #expect(element.score.confidence <= element.score.coverage && element.score.confidence >= 0)
                }
            } catch let error as ScoringError {
                #expect(!error.description.isEmpty)
            }
        }
    }
}
