import InfluenceControl
import InfluenceText

/// How deep each node lies in the model tree, for indenting it.
struct NodeTree {
    private let depths: [String: Int]

    /// - Parameter nodes: a parent before its children.
    init(_ nodes: [some TreeNode]) {
        var depths: [String: Int] = [:]
        for node in nodes {
            depths[node.node] = node.parent.flatMap { depths[$0] }.map { $0 + 1 } ?? 0
        }
        self.depths = depths
    }

    /// Of no node: all stand in one column.
    static var none: NodeTree { NodeTree([IndexInterface.ModelNode]()) }

    /// The id behind two blanks a level.
    func indented(_ node: String) -> String {
        spaces(2 * (depths[node] ?? 0)) + node
    }
}

/// What is said of an element of the model tree.
protocol TreeNode {
    var node: String { get }
    var parent: String? { get }
}

extension IndexInterface.ModelNode: TreeNode {}
extension IndexInterface.ExplainedNode: TreeNode {}
extension IndexInterface.ComparedNode: TreeNode {}
