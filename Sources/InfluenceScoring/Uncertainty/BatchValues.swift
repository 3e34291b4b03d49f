/// The values of all branches of a batch for some dyads, in the making.
///
/// As many dyads at a time as a country has; the next ones are written over them, while they are in the processor's cache.
struct BatchValues {
    typealias Block = BatchDraws.Block

    /// Positions among the tree's.
    private(set) var dyads: Range<Int>
    private let draws: BatchDraws
    /// By branch, dyad, block. NaN where the branch can have no score.
    private var full: [Block]
    /// Empty where no indicator is ever left out.
    private var reduced: [Block]
    /// By branch and dyad: whether a replication may have no score where the table has one.
    private var lacks: [Bool]

    /// - Parameter dyads: How many at a time.
    init(of tree: UncertainTree, _ draws: BatchDraws, dyads: Int) {
        self.dyads = 0..<dyads
        self.draws = draws
        let count = tree.branches.count * dyads
        full = Array(repeating: Block(repeating: .nan), count: count * draws.blocks)
        reduced = draws.leavesOut ? Array(repeating: Block(repeating: .nan), count: count * draws.blocks) : []
        lacks = Array(repeating: false, count: count)
    }

    /// Goes on to other dyads, at most as many: what was stored no longer counts.
    mutating func begin(_ dyads: Range<Int>) {
        self.dyads = dyads
        for place in lacks.indices { lacks[place] = false }
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
    func value(_ place: Int, pick: Int, _ state: BatchAggregator.State) -> Block {
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

    mutating func store(_ value: Double, _ place: Int, lane: Int, _ state: BatchAggregator.State) {
        switch state {
        case .full: full[place][lane] = value
        case .reduced: reduced[place][lane] = value
        }
    }

    /// Those of a state, to be written to beside those of the other: until they are put back, there are none here.
    mutating func take(_ state: BatchAggregator.State) -> [Block] {
        var taken: [Block] = []
        switch state {
        case .full: swap(&taken, &full)
        case .reduced: swap(&taken, &reduced)
        }
        return taken
    }

    mutating func put(_ blocks: consuming [Block], _ state: BatchAggregator.State) {
        switch state {
        case .full: full = blocks
        case .reduced: reduced = blocks
        }
    }

    /// Those with all indicators.
    var whole: [Block] { full }
}
