/// An element of the model tree: the index, a dimension, or an indicator.
package struct Node: Hashable, Sendable {
    package let id: NodeID
    package let title: String
    /// The parent's position in ``Model/nodes``; `nil` for the root.
    package let parent: Int?
    /// The children's positions in ``Model/nodes``, in file order: the order of summation. Empty for an indicator.
    package let children: [Int]
    /// The weight among its siblings, as given: finite, >= 0, not yet scaled to a sum of 1.
    package var weight: Double
    package let content: Content

    package enum Content: Hashable, Sendable {
        case aggregate(Aggregate)
        case indicator(Indicator)
    }

    package init(id: NodeID, title: String, parent: Int?, children: [Int], weight: Double, content: Content) {
        self.id = id
        self.title = title
        self.parent = parent
        self.children = children
        self.weight = weight
        self.content = content
    }

    package var indicator: Indicator? {
        if case .indicator(let indicator) = content { indicator } else { nil }
    }

    package var aggregate: Aggregate? {
        if case .aggregate(let aggregate) = content { aggregate } else { nil }
    }
}

/// How a node's score comes from its children's.
package struct Aggregate: Hashable, Sendable {
    package let method: Aggregation
    /// Below this share of the weight with data the score is null. 0...1.
    package let minCoverage: Double
    /// With fewer children that have a score, the score is null.
    package let minChildren: Int
    /// Applied to the aggregated value; `nil` leaves it as it is.
    package let normalisation: Normalisation?
    /// Where the weights of its children come from.
    package let weighting: Weighting

    package init(
        method: Aggregation,
        minCoverage: Double = 0,
        minChildren: Int = 1,
        normalisation: Normalisation? = nil,
        weighting: Weighting = .given
    ) {
        self.method = method
        self.minCoverage = minCoverage
        self.minChildren = minChildren
        self.normalisation = normalisation
        self.weighting = weighting
    }
}
