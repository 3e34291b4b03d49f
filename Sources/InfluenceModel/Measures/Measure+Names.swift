// How the ids of measures' series are written: `measure.` and the name, which a facet may follow.

extension Measure {
    private static let prefix = "measure."

    package static func isMeasure(_ node: NodeID) -> Bool { node.text.hasPrefix(prefix) }

    /// `tilt` of `measure.tilt`; any other text as it is.
    package static func short(_ text: String) -> String {
        text.hasPrefix(prefix) ? String(text.dropFirst(prefix.count)) : text
    }

    /// `measure.tilt`, also of `tilt`.
    package static func long(_ text: String) -> String { text.hasPrefix(prefix) ? text : prefix + text }

    /// `measure.tilt`, `measure.overtaking.trade_share`
    package static func node(_ name: String, _ facet: NodeID?) -> NodeID {
        NodeID(prefix + name + (facet.map { ".\($0)" } ?? ""))
    }

    /// The name and the facet of a measure's series; `nil` for what is none, whether there is such a measure or not.
    package static func parts(of node: NodeID) -> (name: String, facet: NodeID?)? {
        guard isMeasure(node) else { return nil }
        let parts = short(node.text).split(separator: ".", omittingEmptySubsequences: false).map(String.init)
        guard parts.count <= 2, parts.allSatisfy({ !$0.isEmpty }) else { return nil }
        return (parts[0], parts.count == 2 ? NodeID(parts[1]) : nil)
    }

    /// Those whose values are points of the scale, or so many a year, and not mostly within 1: tables show them like scores.
    package static let namesInPoints: Set = ["momentum", "overtaking_gap"]

    // MARK: The probability that B is above A

    /// The word for the one measure that replications are made for, and that rules and tables know.
    package static let probabilityName = "probability_above"

    /// Its series: of the root, or of a dimension.
    package static func probability(of dimension: NodeID?) -> NodeID { node(probabilityName, dimension) }

    package static func isProbability(_ node: NodeID) -> Bool { parts(of: node)?.name == probabilityName }
}
