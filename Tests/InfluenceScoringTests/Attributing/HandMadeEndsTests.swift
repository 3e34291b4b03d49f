import InfluenceModel
import Testing

@testable import InfluenceScoring

/// Ends that no panel of today's methods gives: what other steps of the scoring may hand to attribution.
@Suite("Attribution between hand-made explanations")
struct HandMadeEndsTests {
    private func indicator(_ id: NodeID, _ value: Double?, freshness: Freshness = .fresh) -> ExplainedNode {
        let basis = IndicatorBasis(
            observations: [],
            freshness: freshness,
            windowed: nil,
            divisor: nil,
            raw: value,
            treated: value,
            known: 1,
            absence: nil,
            reporter: nil,
            source: nil,
            span: nil
        )
        return node(id, value, parent: 0, .indicator(basis), line: .identity)
    }

    private func index(_ value: Double, line: LinearMap? = .identity, method: Aggregation = .arithmetic)
        -> ExplainedNode
    {
        let basis = AggregateBasis(method: method, childrenPresent: 2, children: 2)
        return node("index", value, parent: nil, .aggregate(basis), line: line)
    }

    private func node(
        _ id: NodeID,
        _ value: Double?,
        parent: Int?,
        _ basis: ExplainedNode.Basis,
        line: LinearMap?
    ) -> ExplainedNode {
        ExplainedNode(
            id: id,
            parent: parent,
            dimension: nil,
            weight: 1,
            score: Score(value: value, coverage: 1, confidence: 1),
            absence: nil,
            isApplicable: true,
            effectiveWeight: nil,
            contribution: nil,
            dimensionContribution: nil,
            normalisation: .none,
            line: line.map { ScoreMap($0) },
            basis: basis
        )
    }

    private func explanation(_ nodes: [ExplainedNode]) -> Explanation {
        Explanation(dyad: Dyad(power: "RUS", country: "KAZ"), period: "2020", nodes: nodes)
    }

    @Test func `a value that is filled in at both ends is imputation`() throws {
        let change = try Attribution(
            of: "index",
            from: explanation([index(15), indicator("a", 10), indicator("b", 20)]),
            to: explanation([index(17), indicator("a", 14), indicator("b", 20)])
        )
        #expect(AttributionTests.lines(change) == ["imputation a 2.0"])
    }

    @Test func `what the parts do not explain is the residual`() throws {
        let change = try Attribution(
            of: "index",
            from: explanation([index(15), indicator("a", 10), indicator("b", 20)]),
            to: explanation([index(18), indicator("a", 14), indicator("b", 20)])
        )
        #expect(AttributionTests.lines(change) == ["imputation a 2.0", "residual index 1.0"])
    }

    @Test func `a node that compares all countries is not attributed`() throws {
        // Normalised by rank: no line leads from its parts to its score.
        let (old, new) = (index(1, line: nil, method: .geometric), index(2, line: nil, method: .geometric))
        #expect(throws: AttributionError.needsWholeTable("index")) {
            try Attribution(
                of: "index",
                from: explanation([old, indicator("a", 10), indicator("b", 20)]),
                to: explanation([new, indicator("a", 14), indicator("b", 20)])
            )
        }
        // Its method gives other scores than its parts would.
        #expect(throws: AttributionError.needsWholeTable("index")) {
            try Attribution(
                of: "index",
                from: explanation([index(1, method: .geometric), indicator("a", 10), indicator("b", 20)]),
                to: explanation([index(2, method: .geometric), indicator("a", 14), indicator("b", 20)])
            )
        }
    }

    @Test func `mixtures that a method refuses are named`() throws {
        let group = Branch.group(
            "group",
            Aggregate(method: .arithmetic, normalisation: Normalisation(.zscore(mean: 50, sd: 20))),
            weight: 1,
            [.leaf(Indicator(id: "a", title: ""), weight: 1)]
        )
        let model = Model(.node("index", [group], method: .geometric), powers: ["RUS", "CHN", "TUR"])
        let ends = try [0.0, 1000].map { base in
            let observations = [("RUS", 12.0), ("CHN", 0), ("TUR", 20)].map { (power: PowerID, value: Double) in
                observed("a", power, "KAZ", "2020", base + value)
            }
            return try AttributionTests.explained(model, observations, at: "2020")
        }
        // The old value in the new range is far below 0.
        #expect(throws: AttributionError.undefinedBetween("index")) {
            try Attribution(of: "index", from: ends[0], to: ends[1])
        }
    }
}
