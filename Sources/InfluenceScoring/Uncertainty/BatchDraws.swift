internal import InfluenceModel

/// The weights of some replications, eight to a block, and which indicator each leaves out.
///
/// Leaving out one indicator beneath a node, each as likely as none: every indicator draws a number, and so does leaving
/// out none; the lowest is left out. So what is left out beneath a node depends on the definitions beneath it alone, and
/// what is left out beneath its parent is the same one, if it is beneath that node at all. Every node therefore has two
/// values in a replication: with all its indicators, and without one of them; the parent picks the one that it needs.
struct BatchDraws: Sendable {
    typealias Block = SIMD8<Double>
    typealias Mask = SIMDMask<SIMD8<Int64>>

    /// Blocks of eight replications. The weights of what is over are 0.
    let blocks: Int
    /// By edge: the child's weight.
    private(set) var full: [Block]
    /// The same where an indicator is left out beneath the parent: of that one 0. Of the root's children: where one is left
    /// out for the root's own sake, or none. Empty where none ever is.
    private(set) var reduced: [Block] = []
    /// By edge to a branch: whether the one that is left out beneath the parent lies beneath it. Empty likewise.
    private(set) var picks: [Mask] = []
    /// By branch: whether one is left out beneath it for its own sake. Empty likewise.
    private(set) var drops: [Mask] = []

    /// Whether an indicator may be left out.
    var leavesOut: Bool { !drops.isEmpty }

    init(_ replications: [Replication], of tree: UncertainTree, _ random: Philox) {
        let count = replications.count
        let blocks = (count + 7) / 8
        self.blocks = blocks
        full = Array(repeating: Block(repeating: 0), count: tree.edges.count * blocks)
        let halfWidth = tree.plan.weights
        let leavesOut = tree.plan.leaveOneOut
        var ranks = leavesOut ? full : []
        var none = [Block](repeating: Block(repeating: 2), count: leavesOut ? blocks : 0)
        for (place, replication) in replications.enumerated() {
            let (block, lane) = place.quotientAndRemainder(dividingBy: 8)
            let weights = replication.draws(.weights, random)
            let dropping = replication.draws(.dropping, random)
            let isOneSample = replication.samples.sample(of: .weights) == replication.samples.sample(of: .dropping)
            if leavesOut { none[block][lane] = dropping.uniform }
            for (number, edge) in tree.edges.enumerated() {
                // One block of random bits has both numbers.
                let pair = weights.pair(of: edge.element)
                full[number * blocks + block][lane] =
                    halfWidth > 0 ? edge.weight * (1 + (2 * pair.0 - 1) * halfWidth) : edge.weight
                if leavesOut, case .leaf = edge.child {
                    ranks[number * blocks + block][lane] = isOneSample ? pair.1 : dropping.uniform(of: edge.element)
                }
            }
        }
        if leavesOut { leaveOut(tree, ranks, none) }
    }

    private mutating func leaveOut(_ tree: UncertainTree, _ ranks: [Block], _ none: [Block]) {
        var least = [Block](repeating: Block(repeating: .infinity), count: tree.branches.count * blocks)
        func lowest(_ edge: Int, _ block: Int) -> Block {
            switch tree.edges[edge].child {
            case .leaf: ranks[edge * blocks + block]
            case .branch(let below): least[below * blocks + block]
            }
        }
        reduced = full
        picks = Array(repeating: Mask(repeating: false), count: full.count)
        drops = Array(repeating: Mask(repeating: false), count: least.count)
        // Children come after their parent.
        for (number, branch) in tree.branches.enumerated().reversed() {
            for block in 0..<blocks {
                let place = number * blocks + block
                for edge in branch.edges { least[place] = pointwiseMin(least[place], lowest(edge, block)) }
                drops[place] = least[place] .< none[block]
                for edge in branch.edges {
                    var isLeftOut = lowest(edge, block) .== least[place]
                    // Nobody else asks the root, which may leave out none.
                    if number == 0 { isLeftOut = isLeftOut .& drops[place] }
                    switch tree.edges[edge].child {
                    case .leaf: reduced[edge * blocks + block].replace(with: 0, where: isLeftOut)
                    case .branch: picks[edge * blocks + block] = isLeftOut
                    }
                }
            }
        }
    }
}
