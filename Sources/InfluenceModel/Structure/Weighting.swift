/// Where the weights of a node's children come from, a way with its parameters. Children of given weight 0 take no part under
/// any of them.
package struct Weighting: Hashable, Sendable {
    package let kind: any WeightingKind
    /// Where they are found in values: in which; `nil` of a way that looks at none.
    package let scope: Scope?

    /// - Parameter scope: of no matter where the way looks at no values.
    package init(_ kind: any WeightingKind, in scope: Scope = .panel) {
        self.kind = kind
        self.scope = type(of: kind).isFitted ? scope : nil
    }

    /// The values in which weights are found.
    package enum Scope: Hashable, Sendable {
        /// All dyads and periods together.
        case panel
        /// Each period by itself.
        case period
        /// For each period the ones that end within so long up to its end.
        case window(CalendarDuration)
    }

    package static let given = Weighting(GivenWeights())

    /// The word that model files use.
    package var name: String { type(of: kind).name }

    package static func == (left: Self, right: Self) -> Bool {
        left.scope == right.scope && AnyHashable(left.kind) == AnyHashable(right.kind)
    }

    package func hash(into hasher: inout Hasher) {
        AnyHashable(kind).hash(into: &hasher)
        hasher.combine(scope)
    }
}

/// One way to weigh children with its parameters, as a value of the model. All there is to say of a way stands in one file of
/// `InfluenceScoring/Weighting`; nothing else knows which there are.
package protocol WeightingKind: Hashable, Sendable {
    /// The word that model files use.
    static var name: String { get }
    /// Whether the weights are found in the children's values. Usual: false.
    static var isFitted: Bool { get }

    /// The parameters, as far as they decide the values.
    func write(into definition: inout DefinitionBytes)
}

extension WeightingKind {
    package static var isFitted: Bool { false }
    package func write(into definition: inout DefinitionBytes) {}
}

/// `given`: those of the model. What a node has that says nothing.
package struct GivenWeights: WeightingKind {
    package static let name = "given"

    package init() {}
}

/// Why a node's weights can't be found in its children's values.
package enum WeightProblem: Error, Hashable, Sendable {
    /// Fewer than 3 cells in which all children have a value.
    case tooFewCells(Int)
    /// All values of a child are equal.
    case withoutSpread
    /// Children would get a weight that is not above 0.
    case notPositive
    /// Two components explain equally much: either could be the first.
    case ambiguous
    /// The children determine one another.
    case dependent
    /// Balanced weights of a node that is no weighted sum.
    case notArithmetic
}
