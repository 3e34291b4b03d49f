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

    func weights(_ state: BatchAggregator.State) -> [Block] {
        switch state {
        case .full: full
        case .reduced: reduced
        }
    }

    /// Whether an indicator may be left out.
    var leavesOut: Bool { !drops.isEmpty }

    /// - Parameter isRootOnly: Whether the root's values alone are wanted. Every branch has one value then: the one that
    ///   leads to the root's, as if that were the only one.
    init(_ replications: [Replication], of tree: UncertainTree, _ random: Philox, isRootOnly: Bool = false) {
        let blocks = (replications.count + 7) / 8
        self.blocks = blocks
        let numbers = Numbers(replications, of: tree, random)
        var weights: [Block] = []
        weights.reserveCapacity(tree.links.count * blocks)
        for link in tree.links {
            for block in 0..<blocks { weights.append(link.weight * numbers.factors[link.element * blocks + block]) }
        }
        full = Self.weights(of: tree, weights, blocks)
        guard tree.plan.leaveOneOut else { return }
        leaveOut(tree, numbers)
        if isRootOnly { choose(tree) }
    }

    /// What is drawn for each element: a table that all branches and dyads share.
    private struct Numbers {
        /// By element: what its weight is multiplied by. 0 where a block has more lanes than there are replications.
        var factors: [Block] = []
        /// By element, where one is left out: the lowest is.
        var ranks: [Block] = []
        /// That of leaving out none.
        var none: [Block] = []

        init(_ replications: [Replication], of tree: UncertainTree, _ random: Philox) {
            let leavesOut = tree.plan.leaveOneOut
            let halfWidth = tree.plan.weights
            let blocks = (replications.count + 7) / 8
            let weights = Self.counters(replications.map { $0.draws(.weights, random) })
            let dropping = Self.counters(replications.map { $0.draws(.dropping, random) })
            // Of the last block.
            let over = (replications.count - (blocks - 1) * 8)..<8
            factors.reserveCapacity(tree.elements.count * blocks)
            if leavesOut { ranks.reserveCapacity(tree.elements.count * blocks) }
            for element in tree.elements {
                for block in 0..<blocks {
                    let (first, second) = random.uniforms(replications: weights[block], stream: element)
                    var factor = (2 * first - 1) * halfWidth + 1
                    if block == blocks - 1 {
                        for lane in over { factor[lane] = 0 }
                    }
                    factors.append(factor)
                    guard leavesOut else { continue }
                    // One block of random bits has both numbers, where both choices are drawn from one sample.
                    let isOneSample = weights[block] == dropping[block]
                    ranks.append(
                        isOneSample ? second : random.uniforms(replications: dropping[block], stream: element).1
                    )
                }
            }
            guard leavesOut else { return }
            for block in 0..<blocks {
                var numbers = random.uniforms(replications: dropping[block], stream: 0).1
                if block == blocks - 1 {
                    for lane in over { numbers[lane] = 2 }
                }
                none.append(numbers)
            }
        }

        /// Eight to a block. 0 for what is over.
        private static func counters(_ draws: [Draws]) -> [SIMD8<UInt64>] {
            stride(from: 0, to: draws.count, by: 8).map { start in
                var counters = SIMD8<UInt64>(repeating: 0)
                for lane in 0..<min(8, draws.count - start) { counters[lane] = draws[start + lane].counter }
                return counters
            }
        }
    }

    /// By edge.
    private static func weights(of tree: UncertainTree, _ links: [Block], _ blocks: Int) -> [Block] {
        // One link an edge, in order.
        guard tree.model.missing == .tree else { return links }
        var totals: [Int: [Block]] = [:]
        for family in Set(tree.links.map(\.family)) {
            totals[family.lowerBound] = (0..<blocks).map { block in
                family.reduce(into: Block(repeating: 0)) { $0 += links[$1 * blocks + block] }
            }
        }
        return tree.edges.flatMap { edge in
            (0..<blocks).map { block in
                edge.path.reduce(Block(repeating: 1)) { weight, link in
                    let total = totals[tree.links[link].family.lowerBound]?[block] ?? Block(repeating: 1)
                    // What is over has no weight.
                    return weight * (links[link * blocks + block] / total).replacing(with: 0, where: total .== 0)
                }
            }
        }
    }

    /// Takes the weights of the values that lead to the root's for all that there are.
    private mutating func choose(_ tree: UncertainTree) {
        var isReduced = Array(repeating: Mask(repeating: true), count: tree.branches.count * blocks)
        // Parents come before their children.
        for (number, branch) in tree.branches.enumerated() {
            for edge in branch.edges {
                for block in 0..<blocks {
                    let (own, place) = (isReduced[number * blocks + block], edge * blocks + block)
                    full[place].replace(with: reduced[place], where: own)
                    if case .branch(let below) = tree.edges[edge].child {
                        isReduced[below * blocks + block] = own .& picks[place]
                    }
                }
            }
        }
        (reduced, picks, drops) = ([], [], [])
    }

    private mutating func leaveOut(_ tree: UncertainTree, _ numbers: Numbers) {
        var least = [Block](repeating: Block(repeating: .infinity), count: tree.branches.count * blocks)
        func lowest(_ edge: Int, _ block: Int) -> Block {
            switch tree.edges[edge].child {
            case .leaf: numbers.ranks[tree.edges[edge].element * blocks + block]
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
                for edge in branch.edges {
                    let rank = lowest(edge, block)
                    least[place].replace(with: rank, where: rank .< least[place])
                }
                drops[place] = least[place] .< numbers.none[block]
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
