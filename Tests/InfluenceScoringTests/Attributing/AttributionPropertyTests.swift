import InfluenceModel
import InfluenceTestKit
import Testing

@testable import InfluenceScoring

@Suite("Attribution on random models and panels")
struct AttributionPropertyTests {
    /// The explanations of every dyad and period of random cases.
    private func explanations(_ seed: UInt64, cases: Int, isPlain: Bool) throws -> [(RandomCase, [[Explanation]])] {
        var random = SplitMix(seed)
        var result: [(RandomCase, [[Explanation]])] = []
        for _ in 0..<cases {
            let drawn = RandomCase(&random, isPlain: isPlain)
            let scorer = try Scorer(model: drawn.model, panel: Panel(drawn.observations))
            // Some cases are refused: a geometric mean of 0.
            guard let table = try? scorer.scores(for: drawn.periods) else { continue }
            let explanations = try table.dyads.map { dyad in
                try drawn.periods.map { try scorer.explain(dyad, at: $0, in: table) }
            }
            result.append((drawn, explanations))
        }
        return result
    }

    @Test func `the contributions to every node sum to its score`() throws {
        var checked = 0
        for (drawn, explanations) in try explanations(30, cases: 30, isPlain: true) {
            for explanation in explanations.joined() {
                for (top, node) in explanation.nodes.enumerated() {
                    guard let score = node.score.value else { continue }
                    var sum = 0.0
                    for (position, other) in explanation.nodes.enumerated() where other.indicator != nil {
                        guard drawn.model.isBeneath(position, top) else {
                            #expect(explanation.effectiveWeight(of: other.id, in: node.id) == nil)
                            continue
                        }
                        sum += explanation.contribution(of: other.id, to: node.id) ?? 0
                    }
                    #expect(abs(sum - score) <= 1e-12 * 100)
                    checked += 1
                }
                let root = explanation.nodes[0]
                for node in explanation.nodes {
                    #expect(explanation.contribution(of: node.id, to: root.id) == node.contribution)
                    #expect(explanation.effectiveWeight(of: node.id, in: root.id) == node.effectiveWeight)
                }
            }
        }
        #expect(checked > 1000)
    }

    @Test(arguments: [true, false])
    func `effects sum to the change, and change sign when old and new are exchanged`(isPlain: Bool) throws {
        var (checked, groups, undefined) = (0, Set<Attribution.Group>(), 0)
        for (drawn, explanations) in try explanations(31, cases: isPlain ? 15 : 25, isPlain: isPlain) {
            for dyad in explanations {
                for (old, new) in zip(dyad, dyad.dropFirst() + dyad.prefix(1)) {
                    for node in drawn.model.nodes.map(\.id) {
                        guard let from = old[node]?.score.value, let to = new[node]?.score.value else { continue }
                        guard let forward = try? Attribution(of: node, from: old, to: new),
                            let backward = try? Attribution(of: node, from: new, to: old)
                        else {
                            undefined += 1
                            continue
                        }
                        let size = 1e-12 * max(100, abs(from), abs(to))
                        #expect((forward.from, forward.to) == (from, to))
                        #expect(abs(forward.items.reduce(from) { $0 + $1.effect } - to) <= size)
                        let (there, back) = (Self.causes(forward), Self.causes(backward))
                        for (cause, effect) in there {
                            let reverse = back[cause.mirrored, default: 0]
                            #expect(abs(effect + reverse) <= 10 * size, "\(cause) in \(node)")
                        }
                        groups.formUnion(forward.items.map(\.group))
                        checked += 1
                    }
                }
            }
        }
        #expect(checked > 300)
        #expect(undefined < checked / 10)
        #expect(groups.isSuperset(of: [.newPeriod, .decay, .entered, .left, .reporterSwitch]))
        #expect(isPlain || groups.contains(.normalisation))
    }

    /// The effects by node and kind of change. What came into a window late is a revision; seen from behind it fell out of
    /// the window, and is decay: the two count as one.
    private static func causes(_ attribution: Attribution) -> [Cause: Double] {
        var causes: [Cause: Double] = [:]
        for item in attribution.items where item.group != .residual {
            let group: Attribution.Group = item.group == .revision ? .decay : item.group
            causes[Cause(node: item.node, group: group), default: 0] += item.effect
        }
        return causes
    }

    private struct Cause: Hashable {
        let node: NodeID
        let group: Attribution.Group

        /// When old and new are exchanged.
        var mirrored: Self {
            switch group {
            case .entered: Cause(node: node, group: .left)
            case .left: Cause(node: node, group: .entered)
            default: self
            }
        }
    }

    @Test func `on a flat sum Shapley values are the midpoints`() throws {
        var random = SplitMix(32)
        for _ in 0..<50 {
            let ids = (0..<6).map { NodeID("x\($0)") }
            let branches = ids.map { id in
                let indicator = Indicator(id: id, title: "")
                return Branch.leaf(indicator, weight: Double.random(in: 0.1...2, using: &random))
            }
            let model = Model(.node("index", branches))
            var ends = [Explanation]()
            for end in 0..<2 {
                let observations = ids.filter { $0 != "x3" || end == 1 }.map { id in
                    observed(id, "RUS", "KAZ", "2020", Double.random(in: 0...100, using: &random))
                }
                ends.append(try AttributionTests.explained(model, observations, at: "2020"))
            }
            let comparison = try ExplanationPair("index", from: ends[0], to: ends[1])
            let (bennet, shapley) = (comparison.bennet(), try comparison.shapley().items)
            for node in ids {
                let (left, right) = (bennet.first { $0.node == node }, shapley.first { $0.node == node })
                #expect(abs((left?.effect ?? 0) - (right?.effect ?? 0)) < 1e-12 * 100, "\(node)")
                #expect(left?.group == right?.group)
            }
        }
    }
}

extension Model {
    fileprivate func isBeneath(_ node: Int, _ top: Int) -> Bool {
        node == top || nodes[node].parent.map { isBeneath($0, top) } ?? false
    }
}
