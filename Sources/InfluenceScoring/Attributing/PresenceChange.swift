package import InfluenceModel
import InfluenceText

/// Why a node has a score at one end of a change and none at the other, or at neither: which gates are closed, and which
/// data went or came.
package struct PresenceChange: Hashable, Sendable {
    package let node: NodeID
    /// Whether the score is missing at the new end; else it was at the old one alone.
    package let isMissingNow: Bool
    /// The aggregates from the node down that have no score at that end and one at the other, each with the reason; of a node
    /// with a score at neither end that node alone.
    package let gates: [Part]
    /// The indicators beneath that have no value at that end and one at the other, each with the reason.
    package let indicators: [Part]

    package struct Part: Hashable, Sendable {
        package let node: NodeID
        package let absence: Absence
    }

    /// - Returns: `nil` where the node has a score at both ends, or one of the two does not have the node.
    package init?(of node: NodeID, from old: Explanation, to new: Explanation) {
        guard let before = old[node], let after = new[node] else { return nil }
        guard before.score.value == nil || after.score.value == nil else { return nil }
        self.node = node
        isMissingNow = after.score.value == nil
        let (missing, other) = isMissingNow ? (new, old) : (old, new)
        var gates: [Part] = []
        var indicators: [Part] = []
        var seen: Set<Substring> = []
        for part in missing.beneath(node) {
            guard part.score.value == nil, let absence = part.absence else { continue }
            // One in several places is one thing.
            guard seen.insert(part.id.text.prefix { $0 != "@" }).inserted else { continue }
            guard part.id == node || other[part.id]?.score.value != nil else { continue }
            switch part.basis {
            case .aggregate: gates.append(Part(node: part.id, absence: absence))
            case .indicator: indicators.append(Part(node: part.id, absence: absence))
            }
        }
        self.gates = gates
        self.indicators = indicators
    }
}

extension PresenceChange: CustomStringConvertible {
    /// A sentence for people, without a full stop.
    package var description: String {
        let start =
            isMissingNow ? "there is no score of \(node) to arrive at" : "there was no score of \(node) to start from"
        let own = (gates + indicators).first { $0.node == node }.map(\.absence.description)
        let others = Self.text(gates.filter { $0.node != node })
        let data = Self.text(indicators.filter { $0.node != node })
        let closed = [own, others].compactMap { $0 }.joined(separator: ", ")
        let known = data.map { "; what \(isMissingNow ? "is no longer known" : "came later"): \($0)" } ?? ""
        return start + (closed.isEmpty ? "" : ": \(closed)") + known
    }

    /// Those of one reason together; `nil` for none.
    private static func text(_ parts: [Part]) -> String? {
        var groups: [(reason: String, nodes: [String])] = []
        for part in parts {
            let reason = part.absence.description
            if let place = groups.firstIndex(where: { $0.reason == reason }) {
                groups[place].nodes.append(part.node.text)
            } else {
                groups.append((reason, [part.node.text]))
            }
        }
        let texts = groups.map { "\(NearestName.list($0.nodes, limit: 12)) (\($0.reason))" }
        return texts.isEmpty ? nil : texts.joined(separator: ", ")
    }
}

extension Explanation {
    /// A node and everything beneath it, in the order of the tree.
    fileprivate func beneath(_ node: NodeID) -> [ExplainedNode] {
        guard let top = nodes.firstIndex(where: { $0.id == node }) else { return [] }
        var isBeneath = Array(repeating: false, count: nodes.count)
        isBeneath[top] = true
        var found: [ExplainedNode] = []
        for (place, part) in nodes.enumerated() {
            if let parent = part.parent, isBeneath[parent] { isBeneath[place] = true }
            if isBeneath[place] { found.append(part) }
        }
        return found
    }
}
