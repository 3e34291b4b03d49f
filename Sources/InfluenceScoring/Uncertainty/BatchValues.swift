internal import InfluenceModel

/// The values of all branches of a batch for some dyads, in the making.
struct BatchValues {
    typealias Block = BatchDraws.Block

    /// Positions among the tree's.
    let dyads: Range<Int>
    private let draws: BatchDraws
    /// By branch, dyad, block.
    private var full: [Block]
    /// Empty where no indicator is ever left out.
    private var reduced: [Block]
    /// By branch and dyad: whether a replication may have no score where the table has one.
    private var lacks: [Bool]

    init(of tree: UncertainTree, _ draws: BatchDraws, _ dyads: Range<Int>) {
        self.dyads = dyads
        self.draws = draws
        let count = tree.branches.count * dyads.count
        full = Array(repeating: Block(repeating: .nan), count: count * draws.blocks)
        reduced = draws.leavesOut ? full : []
        lacks = Array(repeating: false, count: count)
    }

    func start(_ branch: Int, _ dyad: Int) -> Int {
        (branch * dyads.count + dyad - dyads.lowerBound) * draws.blocks
    }

    func mayLack(_ branch: Int, _ dyad: Int) -> Bool { lacks[branch * dyads.count + dyad - dyads.lowerBound] }

    mutating func setLack(_ branch: Int, _ dyad: Int) {
        lacks[branch * dyads.count + dyad - dyads.lowerBound] = true
    }

    /// A branch's value as its parent's state needs it.
    /// - Parameter pick: Position among the draws' picks.
    @inline(__always)
    func value(_ place: Int, pick: Int, _ draws: BatchDraws, _ state: BatchAggregator.State) -> Block {
        switch state {
        case .full: full[place]
        case .reduced: full[place].replacing(with: reduced[place], where: draws.picks[pick])
        }
    }

    /// What a branch is in the end: without the indicator that is left out for its own sake, where one is.
    /// - Parameter drops: Position among the draws' drops.
    @inline(__always)
    func value(_ branch: Int, _ place: Int, drops: Int) -> Block {
        if !draws.leavesOut { return full[place] }
        return branch == 0 ? reduced[place] : full[place].replacing(with: reduced[place], where: draws.drops[drops])
    }

    @inline(__always)
    mutating func store(_ value: Block, _ place: Int, _ state: BatchAggregator.State) {
        switch state {
        case .full: full[place] = value
        case .reduced: reduced[place] = value
        }
    }

    mutating func store(_ value: Double, _ place: Int, lane: Int, _ state: BatchAggregator.State) {
        switch state {
        case .full: full[place][lane] = value
        case .reduced: reduced[place][lane] = value
        }
    }
}
