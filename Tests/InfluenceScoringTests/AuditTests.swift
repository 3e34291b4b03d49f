import InfluenceModel
import Testing

@testable import InfluenceScoring

@Suite struct AuditTests {
    private let powers: [PowerID] = ["A", "B", "C", "D", "E"]

    private func audit(_ columns: [NodeID: [Double?]], at period: Period? = nil) throws -> Audit {
        let goalposts = Normalisation(.goalposts(low: 0, high: 10))
        let leaf = { (id: NodeID) in Branch.leaf(Indicator(id: id, title: "", normalisation: goalposts), weight: 1) }
        let ids = columns.keys.sorted()
        let model = Model(
            .node("index", [.node("left", ids.dropLast().map(leaf)), .node("right", ids.suffix(1).map(leaf))]),
            powers: powers
        )
        let observations = columns.flatMap { id, values in
            zip(powers, values).compactMap { power, value in value.map { observed(id, power, "KAZ", "2020", $0) } }
        }
        return try Scorer(model: model, panel: Panel(observations)).audit(at: period, among: ["2020"], threads: 2)
    }

    @Test func `Figures, flags and correlations of a small index`() throws {
        let audit = try audit([
            "a": [1, 2, 3, 4, 5], "b": [1, 2, 3, 4, 6], "c": [9, 8, 7, 6, nil], "d": [0, 0, 0, 11, nil],
        ])
        #expect(audit.cells == 5 && audit.periods == ["2020"])
        let last = try #require(audit.indicators.last)
        #expect(last.sample.count == 4 && last.missing == 1 && last.zeros == 3 && last.unique == 2 && last.same == 3)
        #expect(last.saturation == .init(low: 0.75, high: 0.25))
        #expect(last.flags == [.zeros, .repeated, .saturated])
        #expect(last.dimension == "right")
        let pairs = Dictionary(uniqueKeysWithValues: audit.correlations.map { ("\($0.left)\($0.right)", $0) })
        #expect(pairs.count == 6)
        #expect(pairs["ab"]?.flag == .high && pairs["ab"]?.isSameGroup == true)
        #expect(pairs["ac"]?.flag == .negative && pairs["ac"]?.pearson == -1)
        #expect(pairs["ad"]?.isSameDimension == false)
        #expect(audit.powers.map(\.available) == [4, 4, 4, 4, 2] && audit.dyads.count == 5)
        let left = try #require(audit.aggregates.first { $0.id == "left" })
        #expect(left.children.count == 3)
        for child in left.children { #expect(child.effectiveWeight == 1.0 / 6) }
        #expect(left.components?.count == 4)
        let explained: Double = left.components?.explained.reduce(0, +) ?? 0
        #expect(abs(explained - 1) < 1e-12)
    }

    @Test func `Alpha of equal columns is 1, of one column undefined`() throws {
        let audit = try audit(["a": [1, 2, 3, 4, 5], "b": [1, 2, 3, 4, 5], "c": [3, 1, 2, 5, 4]])
        let left = try #require(audit.aggregates.first { $0.id == "left" })
        #expect(abs(try #require(left.alpha) - 1) < 1e-12)
        #expect(audit.aggregates.last?.alpha == nil)
    }

    @Test func `No data, one unit and constant columns are told, not trapped on`() throws {
        let empty = try audit(["a": [], "b": [], "c": [], "d": []])
        #expect(empty.indicators.allSatisfy { $0.flags == [.unavailable, .zeros, .repeated, .constant] })
        #expect(empty.aggregates.allSatisfy { $0.components == nil && $0.alpha == nil })
        let single = try audit(["a": [1], "b": [1], "c": [1], "d": [1]], at: "2020")
        #expect(single.correlations.allSatisfy { $0.pearson == nil && $0.flag == nil })
        #expect(throws: ScoringError.unknownPeriod("2019")) { try audit(["a": [1]], at: "2019") }
    }
}
