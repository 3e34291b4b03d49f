import InfluenceModel
import InfluenceScoring
import Testing

/// Weights that change in a score that is no plain sum, as the model gives them by period or as they are found in data.
/// Here two models with one tree stand for the two ends.
@Suite("Weights in the attribution of a score that is no sum")
struct ReweightingTests {
    private func leaf(_ id: NodeID, weight: Double = 1) -> Branch {
        .leaf(Indicator(id: id, title: ""), weight: weight)
    }

    private func observations(_ own: [NodeID: Double]) -> [Observation] {
        own.sorted { $0.key < $1.key }.map { observed($0.key, "RUS", "KAZ", "2020", $0.value) }
    }

    private let values: [NodeID: Double] = ["a": 40, "b": 20, "c": 60, "d": 15]

    /// A mean of a mean and a geometric mean.
    private func model(_ economy: Double = 1, a: Double = 1, d: Double = 1) -> Model {
        Model(
            .node(
                "index",
                [
                    .node("economy", [leaf("a", weight: a), leaf("b")], weight: economy),
                    .node("society", [leaf("c"), leaf("d", weight: d)], method: .geometric),
                ]
            )
        )
    }

    private func attribution(_ old: Model, _ new: Model, _ values: [NodeID: Double]? = nil) throws -> Attribution {
        try Attribution(
            of: "index",
            from: try AttributionTests.explained(old, observations(self.values), at: "2020"),
            to: try AttributionTests.explained(new, observations(values ?? self.values), at: "2020")
        )
    }

    private func isExact(_ attribution: Attribution) -> Bool {
        abs(attribution.items.reduce(attribution.from) { $0 + $1.effect } - attribution.to) < 1e-12 * 100
    }

    /// `index: economy 1.0 -> 3.0`, one an item of weights.
    private func moves(_ attribution: Attribution) -> Set<String> {
        Set(
            attribution.items.filter { $0.group == .weights }.map { item in
                "\(item.node): "
                    + item.reweighted.map { "\($0.node) \($0.before) -> \($0.after)" }.joined(separator: ", ")
            }
        )
    }

    @Test func `they are booked where they moved, with the children that have other ones`() throws {
        let change = try attribution(model(), model(3))
        // economy 30, society 30: nothing moves.
        #expect(abs(change.to - change.from) < 1e-12 * 100)
        let other = try attribution(model(), model(3), ["a": 60, "b": 20, "c": 60, "d": 15])
        #expect(other.method == .shapley)
        #expect(other.items.map(\.group) == [.revision, .weights])
        #expect(moves(other) == ["index: economy 1.0 -> 3.0"])
        #expect(isExact(other))
        // Beneath another node than the one explained.
        let beneath = try attribution(model(), model(a: 3))
        #expect(beneath.items.map(\.group) == [.weights])
        #expect(moves(beneath) == ["economy: a 1.0 -> 3.0"])
        // (3 x 40 + 20) / 4 - 30, of which the index takes the half.
        #expect(abs(beneath.items[0].effect - 2.5) < 1e-12 * 100)
        #expect(isExact(beneath))
    }

    @Test func `those beneath several nodes are told apart, and change sign with the ends`() throws {
        let (old, new) = (model(), model(3, a: 2, d: 4))
        let there = try attribution(old, new)
        #expect(
            moves(there) == [
                "index: economy 1.0 -> 3.0", "economy: a 1.0 -> 2.0", "society: d 1.0 -> 4.0",
            ]
        )
        #expect(there.items.count == 3)
        #expect(isExact(there))
        let back = try attribution(new, old)
        #expect(moves(back).contains("society: d 4.0 -> 1.0"))
        for item in there.items {
            let other = back.items.first { $0.node == item.node }
            #expect(abs(item.effect + (other?.effect ?? 0)) < 1e-12 * 100, "\(item.node)")
        }
    }

    @Test func `they are told apart from a range that moves with them`() throws {
        func ranged(_ weight: Double) -> Model {
            let group = Branch.group(
                "group",
                Aggregate(method: .geometric, normalisation: Normalisation(.minmax(target: Scale(low: 1, high: 100)))),
                weight: 1,
                [leaf("a", weight: weight), leaf("b")]
            )
            return Model(.node("index", [group]), powers: ["RUS", "CHN", "TUR"])
        }
        func panel(_ highest: Double) -> [Observation] {
            [("RUS", 50.0, 20.0), ("CHN", highest, highest), ("TUR", 1, 1)].flatMap {
                (power: PowerID, a: Double, b: Double) in
                [observed("a", power, "KAZ", "2020", a), observed("b", power, "KAZ", "2020", b)]
            }
        }
        let change = try Attribution(
            of: "index",
            from: try AttributionTests.explained(ranged(1), panel(100), at: "2020"),
            to: try AttributionTests.explained(ranged(2), panel(90), at: "2020")
        )
        #expect(change.items.map(\.group) == [.normalisation, .weights])
        #expect(change.items.allSatisfy { $0.node == "group" && $0.effect > 0 })
        #expect(moves(change) == ["group: a 1.0 -> 2.0"])
        #expect(isExact(change))
    }

    @Test func `all by one factor are no change, and what entered has one weight`() throws {
        let doubled = try attribution(
            model(),
            Model(
                .node(
                    "index",
                    [
                        .node("economy", [leaf("a", weight: 2), leaf("b", weight: 2)]),
                        .node("society", [leaf("c"), leaf("d")], method: .geometric),
                    ]
                )
            )
        )
        #expect(doubled.items.allSatisfy { abs($0.effect) < 1e-12 * 100 })
        let entered = try Attribution(
            of: "index",
            from: try AttributionTests.explained(model(), observations(["b": 20, "c": 60, "d": 15]), at: "2020"),
            to: try AttributionTests.explained(model(a: 5), observations(values), at: "2020")
        )
        #expect(entered.items.map(\.group) == [.entered])
        #expect(isExact(entered))
    }
}
