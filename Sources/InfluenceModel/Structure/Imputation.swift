/// What stands in for an indicator's value in a cell without one: where nothing is known, or nothing young enough. A cell
/// that cannot have a value never gets one.
///
/// An imputed value enters the score, but not coverage and confidence: those count data, not guesses. Nothing is imputed
/// where there is nothing to go by: no other value in the period, in the group, or of the dyad.
package struct Imputation: Hashable, Sendable {
    package let kind: any ImputationKind

    package init(_ kind: any ImputationKind) {
        self.kind = kind
    }

    /// The word that model files use.
    package var name: String { type(of: kind).name }

    /// The grouping it goes by.
    package var grouping: String? { kind.grouping }

    package static func == (left: Self, right: Self) -> Bool { AnyHashable(left.kind) == AnyHashable(right.kind) }

    package func hash(into hasher: inout Hasher) { AnyHashable(kind).hash(into: &hasher) }
}

/// One method of imputation with its parameters, as a value of the model. All there is to say of a method stands in one file
/// of `InfluenceScoring/Imputing`; nothing else knows which there are.
package protocol ImputationKind: Hashable, Sendable {
    /// The word that model files use.
    static var name: String { get }
    /// Which other cells it goes by.
    static var reach: Reach { get }

    /// The grouping it goes by: its groups are part of the definition, not what it is called. Usual: `nil`.
    var grouping: String? { get }
    /// The parameters, as far as they decide the values. Usual: none.
    func write(into definition: inout DefinitionBytes)
}

extension ImputationKind {
    package var grouping: String? { nil }
    package func write(into definition: inout DefinitionBytes) {}
}
