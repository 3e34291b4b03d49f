package import InfluenceModel

/// Why a node's weights can't be found in its children's values.
package enum WeightProblem: Error, Hashable, Sendable {
    /// Fewer than 3 cells in which all children have a value.
    case tooFewCells(Int)
    /// The child's values are all equal.
    case withoutSpread
    /// The weight found for the child: it is not above 0.
    case notPositive(Double)
    /// Two components explain equally much: either could be the first.
    case ambiguous
    /// The children determine one another.
    case dependent
    /// Balanced weights of a node that is no weighted sum.
    case notArithmetic
}

/// The table of the ways to weigh a node's children.
extension Weighting {
    /// Whether it depends on the values, of all periods together.
    package var isFitted: Bool {
        switch self {
        case .given, .equal: false
        case .pca, .balanced: true
        }
    }

    struct Failure: Error {
        /// Position among the children, where one is to blame.
        let child: Int?
        let problem: WeightProblem
    }

    /// - Parameters:
    ///   - given: Of the children that take part: above 0.
    ///   - columns: Their normalised values; asked for where they matter.
    func weights(_ given: [Double], of columns: () -> [[Double]]) throws(Failure) -> [Double] {
        switch self {
        case .given: return given
        case .equal: return given.map { _ in 1 }
        case .pca, .balanced: break
        }
        // Of one child every weight is right.
        guard given.count > 1 else { return given.map { _ in 1 } }
        let components: PrincipalComponents
        do throws(PrincipalComponents.Failure) {
            components = try PrincipalComponents(columns())
        } catch {
            throw switch error {
            case .tooFewCells(let count): Failure(child: nil, problem: .tooFewCells(count))
            case .withoutSpread(let column): Failure(child: column, problem: .withoutSpread)
            }
        }
        let weights: [Double]
        if self == .pca {
            guard components.hasFirst else { throw Failure(child: nil, problem: .ambiguous) }
            weights = components.loadings[0]
        } else {
            guard let balanced = components.balanced else { throw Failure(child: nil, problem: .dependent) }
            weights = balanced
        }
        if let child = weights.firstIndex(where: { !($0 > 1e-12) }) {
            throw Failure(child: child, problem: .notPositive(weights[child]))
        }
        return weights
    }
}

extension Tree {
    /// Finds the weights of the children of nodes that are about to be aggregated, in the children's values.
    /// - Throws: ``ScoringError/weightsUndefined(node:child:_:)``
    mutating func weigh(_ nodes: [Int], threads: Int) throws(ScoringError) {
        let tree = self
        let found = try concurrently(nodes.count, threads: threads) { number throws(ScoringError) in
            try tree.weights(ofChildrenOf: nodes[number])
        }
        for (child, weight) in found.joined() { weights[child] = weight }
    }

    private func weights(ofChildrenOf node: Int) throws(ScoringError) -> [(child: Int, weight: Double)] {
        guard let aggregate = model.nodes[node].aggregate, aggregate.weighting != .given else { return [] }
        let id = model.nodes[node].id
        guard aggregate.weighting != .balanced || aggregate.method == .arithmetic else {
            throw .weightsUndefined(node: id, child: nil, .notArithmetic)
        }
        let children = model.nodes[node].children.filter { weights[$0] > 0 }
        do throws(Weighting.Failure) {
            let found = try aggregate.weighting.weights(children.map { weights[$0] }) {
                normalisedValues(ofChildrenOf: node, count: children.count)
            }
            return Array(zip(children, found)).map { (child: $0.0, weight: $0.1) }
        } catch {
            throw .weightsUndefined(node: id, child: error.child.map { model.nodes[children[$0]].id }, error.problem)
        }
    }

    private func normalisedValues(ofChildrenOf node: Int, count: Int) -> [[Double]] {
        var columns = [[Double]](repeating: [], count: count)
        for run in 0..<cells.runCount {
            for (column, child) in children(of: node, run: run).enumerated() {
                columns[column] += child.run.map { child.map(child.values[$0]) }
            }
        }
        return columns
    }
}
