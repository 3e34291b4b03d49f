internal import InfluenceModel

// What came about at a break of a leaf is compared across by no measure: of a score of many leaves, some of which broke,
// what these add to the change is left out.

extension CountryMeasures {
    /// What leaves beneath a node that break after one period and by another add to the change of a power's score in
    /// between: sum mean(W) dx over them (Bennet 1920).
    ///
    /// - Returns: 0 where none breaks, NaN where the score is no weighted sum, so that nothing can be left out.
    func brokenChange(beneath node: Int, _ power: Int, from start: Int, to end: Int) -> Double {
        let leaves = Set(arrivals.turns(beneath: node, power, after: start, by: end).map(\.leaf)).sorted()
        guard !leaves.isEmpty else { return 0 }
        let dyad = country * model.powers.count + power
        let links = [start, end].map { table.links(dyad: dyad, period: $0, of: model) }
        let shares = links.map { Shares($0, missing: model.missing) }
        var sum = 0.0
        for leaf in leaves {
            guard let before = links[0][leaf].value, let now = links[1][leaf].value else { continue }
            let weights = shares.map { $0.weight(of: leaf, in: node) }
            // What is no part of the score at one end entered or left it.
            if weights.contains(0) { continue }
            guard let one = weights[0], let other = weights[1], let sign = sign(of: leaf, beneath: node, links) else {
                return .nan
            }
            sum += (one + other) / 2 * (sign * (now - before))
        }
        return sum
    }

    /// -1 beneath an odd number of mirrored nodes; `nil` where one on the way is no weighted sum at some end.
    private func sign(of leaf: Int, beneath node: Int, _ links: [[Shares.Link]]) -> Double? {
        var sign = 1.0
        var place = leaf
        while place != node, let parent = model.nodes[place].parent {
            guard links.allSatisfy({ $0[parent].isSum }) else { return nil }
            if links[1][parent].mirror != nil { sign = -sign }
            place = parent
        }
        return sign
    }

    /// A power's index without the jumps at breaks.
    func splicedIndex(of power: Int) -> SplicedScores {
        let points = arrivals.turningPoints(beneath: 0, power)
        var spliced = SplicedScores(count: periods.count)
        var last: Int?
        var isPending = false
        for period in periods.indices {
            // A break while there is no score is one between the scores at both sides.
            isPending = isPending || points.contains(period)
            guard let value = panel.index(of: power, at: period).value else { continue }
            if let last, isPending {
                spliced.leaveOut(brokenChange(beneath: 0, power, from: last, to: period))
            }
            isPending = false
            last = period
            spliced.add(value, at: period)
        }
        return spliced
    }
}

/// Scores through time, less what came about at breaks: differences between two of them are those without the broken
/// leaves.
struct SplicedScores {
    /// NaN for none.
    private(set) var values: [Double]
    /// Scores of different numbers cannot be compared at all.
    private(set) var stretches: [Int]
    /// What is left out of each, since the first.
    private var sums: [Double]
    private var sum = 0.0
    private var stretch = 0

    fileprivate init(count: Int) {
        values = Array(repeating: .nan, count: count)
        sums = Array(repeating: 0, count: count)
        stretches = Array(repeating: 0, count: count)
    }

    fileprivate mutating func leaveOut(_ change: Double) {
        guard change.isFinite else {
            stretch += 1
            sum = 0
            return
        }
        sum += change
    }

    fileprivate mutating func add(_ value: Double, at period: Int) {
        values[period] = value - sum
        sums[period] = sum
        stretches[period] = stretch
    }

    /// What of the change from one period to a later one came about at breaks; NaN where it cannot be told.
    func leftOut(from start: Int, to end: Int) -> Double {
        stretches[start] == stretches[end] ? sums[end] - sums[start] : .nan
    }
}

extension ScoreTable {
    /// What the shares of the nodes of one cell depend on.
    func links(dyad: Int, period: Int, of model: Model) -> [Shares.Link] {
        model.nodes.indices.map { node in
            let content = model.nodes[node]
            let problem = unweighed[node].flatMap { $0[$0.count == 1 ? 0 : period] }
            return Shares.Link(
                parent: content.parent,
                weight: weights[node, at: period],
                value: score(node: node, dyad: dyad, period: period).value,
                method: content.aggregate?.method,
                fits[node].parameters(at: period),
                content.normalisation?.replacesValues ?? false ? nil : fits[node].map(at: period),
                isUnweighed: problem != nil
            )
        }
    }
}
