internal import InfluenceFiles

/// The words that stand for there being nothing under a key: what takes away a default, or what an extended file gives.
///
///     defaults: {unit: percent, floor: 1, reporters: [COW]}
///     indicators:
///       - {id: bases, title: Bases, parent: security, unit: none, floor: none, reporters: any}
///
/// An entry with its word is as if it were not there. Keys whose values say so themselves (`transform: level`, `window: last`,
/// `max_age: none`, `flow: false`) need none.
enum AbsentKeys {
    static let ofNodes = ["floor": "none", "round": "none"]

    static let ofIndicators = [
        "unit": "none", "reporters": "any", "lag": "cadence", "range": "none", "jump": "none", "floor": "none",
        "round": "none", "inputs": "none", "mirror": "none", "else": "none", "through": "none",
    ]

    /// - Parameter words: By key.
    static func removed(_ words: [String: String], from node: YAMLNode) -> YAMLNode {
        guard let entries = node.entries else { return node }
        let left = entries.filter { entry in words[entry.key].map { $0 != entry.value.text } ?? true }
        return YAMLNode(position: node.position, content: .mapping(left))
    }
}

extension ScalarKind {
    /// Tells of the word for there being nothing, too.
    func or(_ word: String) -> ScalarKind {
        ScalarKind { read($0).mapError { ScalarProblem("\($0.message), or '\(word)'") } }
    }
}
