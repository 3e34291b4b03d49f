internal import InfluenceModel

/// The parts that nodes have in the scores of their ancestors, for one cell.
struct Shares {
    private let links: [Link]
    /// Among its siblings: 0 where it takes no part, `nil` where weights don't matter.
    private let weights: [Double?]

    /// What the shares of a node depend on.
    struct Link {
        let parent: Int?
        /// Among its siblings.
        let weight: Double
        let value: Double?
        /// Whether its children's weights matter.
        let isWeighted: Bool
        /// Whether its score is the weighted sum of its children's, or of their mirror images.
        let isSum: Bool
        /// What a score and its mirror image add up to, where the node is mirrored.
        let mirror: Double?
        /// Whether its children's weights could not be found.
        let isUnweighed: Bool

        /// - Parameters:
        ///   - method: `nil` of an indicator.
        ///   - map: From the aggregated value to the score; `nil` where values were replaced.
        init(
            parent: Int?,
            weight: Double,
            value: Double?,
            method: Aggregation?,
            _ normalisation: NormalisationParameters,
            _ map: ScoreMap?,
            isUnweighed: Bool
        ) {
            self.parent = parent
            self.weight = weight
            self.value = value
            self.isUnweighed = isUnweighed
            let kind = method.map { type(of: $0.arithmetic) }
            isWeighted = kind?.isWeighted ?? true
            if kind?.isAdditive ?? false, normalisation == .none, let map, map.digits == nil {
                // At its floor it is more than the sum.
                isSum = value.map { $0 > map.line.lower } ?? true
            } else {
                isSum = false
            }
            mirror = normalisation == .none && map?.line.slope == -1 ? map?.line.base : nil
        }
    }

    /// - Parameter links: One a node; a parent before its children.
    init(_ links: [Link], missing: MissingWeight) {
        self.links = links
        let carried = Self.carried(links, missing)
        var present = links.map { _ in 0.0 }
        for (position, link) in links.enumerated() where carried[position] > 0 {
            if let parent = link.parent { present[parent] += link.weight * carried[position] }
        }
        weights = links.indices.map { position -> Double? in
            let link = links[position]
            guard let parent = link.parent else { return carried[position] > 0 ? 1 : 0 }
            guard carried[position] > 0, carried[parent] > 0 else { return 0 }
            if !links[parent].isWeighted { return nil }
            return link.weight > 0 ? link.weight * carried[position] / present[parent] : 0
        }
    }

    /// How much of its weight a node takes part with: all or nothing by whether it has a score; where missing weight goes
    /// to the whole tree, the share of the weight beneath it that has a value, whether or not it has a score itself.
    private static func carried(_ links: [Link], _ missing: MissingWeight) -> [Double] {
        guard missing == .tree else { return links.map { $0.value == nil ? 0 : 1 } }
        var totals = links.map { _ in 0.0 }
        for link in links {
            if let parent = link.parent { totals[parent] += link.weight }
        }
        var carried = links.map { _ in 0.0 }
        // Children stand behind their parents.
        for position in links.indices.reversed() {
            let link = links[position]
            if totals[position] == 0 {
                carried[position] = link.value == nil ? 0 : 1
            } else if link.isUnweighed {
                carried[position] = 0
            }
            if let parent = link.parent, totals[parent] > 0 {
                carried[parent] += link.weight / totals[parent] * carried[position]
            }
        }
        return carried
    }

    /// Among its siblings: 0 where it takes no part, `nil` in a product.
    func weight(of node: Int) -> Double? { weights[node] }

    /// The product of the weights on the way to the ancestor, who has 1 where it has a score; `nil` where a product is on
    /// the way, or the other node is no ancestor.
    func weight(of node: Int, in ancestor: Int) -> Double? {
        var weight: Double? = links[ancestor].value == nil ? 0 : 1
        var isAbsent = false
        var node = node
        while node != ancestor {
            guard let parent = links[node].parent else { return nil }
            guard let share = weights[node] else {
                weight = nil
                node = parent
                continue
            }
            if share == 0 { isAbsent = true }
            weight = weight.map { $0 * share }
            node = parent
        }
        return isAbsent ? 0 : weight
    }

    /// - Returns: `nil` where either has no score, or the ancestor's is no sum over the nodes on the way.
    func contribution(of node: Int, to ancestor: Int) -> Double? {
        guard var value = links[node].value, links[ancestor].value != nil, let weight = weight(of: node, in: ancestor)
        else { return nil }
        var parent = node
        while parent != ancestor, let next = links[parent].parent {
            guard links[next].isSum else { return nil }
            if let mirror = links[next].mirror { value = mirror - value }
            parent = next
        }
        return value * weight + 0
    }
}
