import InfluenceControl

/// How deep each node lies in the model tree, for indenting it.
struct NodeTree {
    private let depths: [String: Int]

    /// - Parameter nodes: documents with `node` and `parent`, a parent before its children.
    init(_ nodes: [JSONValue]) {
        var depths: [String: Int] = [:]
        for node in nodes {
            guard let id = node["node"].stringValue else { continue }
            depths[id] = node["parent"].stringValue.flatMap { depths[$0] }.map { $0 + 1 } ?? 0
        }
        self.depths = depths
    }

    /// The id behind two blanks a level.
    func indented(_ node: String) -> String {
        spaces(2 * (depths[node] ?? 0)) + node
    }
}
