/// An element of the model tree: the index, a dimension, or an indicator.
package struct Node: Hashable, Sendable {
    package var id: NodeID
    package var title: String
    /// The parent's position in ``Model/nodes``; `nil` for the root.
    package var parent: Int?
    /// The children's positions in ``Model/nodes``, in file order: the order of summation. Empty for an indicator.
    package var children: [Int]
    /// The weight among its siblings, as given: finite, >= 0, not yet scaled to a sum of 1. The newest, where it changes
    /// with time.
    package var weight: Double
    /// The weights from some period on, in order, where it changes with time; else empty.
    package var weightSteps: [WeightStep]
    package var content: Content
    /// Lower values are replaced by it, after normalisation and direction.
    package var floor: Double?
    /// How many decimals the score is rounded to in the end, half away from zero; below 0 to tens, hundreds ... `nil`: not.
    package var digits: Int?
    /// Where a node stands under several parents: the position of the one, earlier in ``Model/nodes``, whose values this
    /// one has in another place. It has the same content, its own parent and weight, and an id of its own: `x@b` is x in
    /// its place under b. `nil` for a node in its first place.
    package var repeats: Int?

    package enum Content: Hashable, Sendable {
        case aggregate(Aggregate)
        case indicator(Indicator)
    }

    package init(
        id: NodeID,
        title: String,
        parent: Int?,
        children: [Int],
        weight: Double,
        weightSteps: [WeightStep] = [],
        content: Content,
        floor: Double? = nil,
        digits: Int? = nil,
        repeats: Int? = nil
    ) {
        self.id = id
        self.title = title
        self.parent = parent
        self.children = children
        self.weight = weight
        self.weightSteps = weightSteps
        self.content = content
        self.floor = floor
        self.digits = digits
        self.repeats = repeats
    }

    /// The weight at a period of the grid: the newest that began by its end, or the first.
    package func weight(at period: Period) -> Double {
        guard !weightSteps.isEmpty else { return weight }
        return (weightSteps.last { $0.from.start <= period.end } ?? weightSteps[0]).weight
    }

    package var indicator: Indicator? {
        if case .indicator(let indicator) = content { indicator } else { nil }
    }

    package var aggregate: Aggregate? {
        if case .aggregate(let aggregate) = content { aggregate } else { nil }
    }

    /// Of an indicator, or of an aggregate that has one.
    package var normalisation: Normalisation? { indicator?.normalisation ?? aggregate?.normalisation }

    package var direction: Direction { indicator?.direction ?? aggregate?.direction ?? .positive }
}

/// A weight that holds from a period on.
package struct WeightStep: Hashable, Sendable {
    package let from: Period
    package let weight: Double

    package init(from: Period, weight: Double) {
        self.from = from
        self.weight = weight
    }
}

/// How a node's score comes from its children's.
package struct Aggregate: Hashable, Sendable {
    package var method: Aggregation
    /// Below this share of the weight with data the score is null. 0...1.
    package var minCoverage: Double
    /// With fewer children that have a score, the score is null.
    package var minChildren: Int
    /// Applied to the aggregated value; `nil` leaves it as it is.
    package var normalisation: Normalisation?
    /// Negative: more of it is less in its parent, and it is shown so.
    package var direction: Direction
    /// Where the weights of its children come from.
    package var weighting: Weighting

    package init(
        method: Aggregation,
        minCoverage: Double = 0,
        minChildren: Int = 1,
        normalisation: Normalisation? = nil,
        direction: Direction = .positive,
        weighting: Weighting = .given
    ) {
        self.method = method
        self.minCoverage = minCoverage
        self.minChildren = minChildren
        self.normalisation = normalisation
        self.direction = direction
        self.weighting = weighting
    }
}
