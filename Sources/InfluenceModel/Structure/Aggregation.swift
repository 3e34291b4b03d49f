/// The aggregation of children x_i with weights w_i, a method with its parameters: only of those of positive weight, and
/// only of those that are present. The weight of a missing child is shared among the present ones; with none there is no
/// value. Of a value that a method refuses there is none in that cell, with ``Absence`` as the reason.
/// Source: OECD/JRC, Handbook on Constructing Composite Indicators (2008), section 1.7; COINr's `a_*` of the same names.
package struct Aggregation: Hashable, Sendable {
    package let kind: any AggregationKind

    package init(_ kind: any AggregationKind) {
        self.kind = kind
    }

    /// The word that model files use.
    package var name: String { type(of: kind).name }

    /// Whether a score depends on the children of all other dyads of the period.
    package var isComparison: Bool { type(of: kind).isComparison }

    package static func == (left: Self, right: Self) -> Bool { AnyHashable(left.kind) == AnyHashable(right.kind) }

    package func hash(into hasher: inout Hasher) { AnyHashable(kind).hash(into: &hasher) }
}

/// One method of aggregation with its parameters, as a value of the model. All there is to say of a method stands in one
/// file of `InfluenceScoring/Aggregating`; nothing else knows which there are.
package protocol AggregationKind: Hashable, Sendable {
    /// The word that model files use.
    static var name: String { get }
    /// Whether a score depends on the children of all other dyads of the period. Usual: false.
    static var isComparison: Bool { get }

    /// What it needs of values, where it refuses some: `a geometric mean needs values above 0`. Usual: that.
    var needs: String { get }
    /// The parameters, as far as they decide the values.
    func write(into definition: inout DefinitionBytes)
}

extension AggregationKind {
    package static var isComparison: Bool { false }
    package var needs: String { "a \(Self.name) mean needs values above 0" }
    package func write(into definition: inout DefinitionBytes) {}
}
