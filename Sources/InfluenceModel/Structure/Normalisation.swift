/// From raw values to the node scale.
/// Source of the methods: OECD/JRC, Handbook on Constructing Composite Indicators (2008), section 1.6; the definitions are
/// those of the R package COINr (Becker et al. 2022), named with each.
///
/// Common to all: a missing value stays missing and counts for nothing. Direction -1: fixed methods (goalposts, none)
/// mirror the score about the middle of the node scale, relative ones take -x for x.
package struct Normalisation: Hashable, Sendable {
    package let method: Method
    /// Over which values the parameters of a relative method are taken.
    package let scope: Scope

    /// A method with its parameters.
    package struct Method: Hashable, Sendable {
        package let kind: any NormalisationKind

        package init(_ kind: any NormalisationKind) {
            self.kind = kind
        }

        /// The raw value as it is: what an indicator has that says nothing.
        package static let none = Method(Unnormalised())

        /// The word that model files use.
        package var name: String { type(of: kind).name }

        package static func == (left: Method, right: Method) -> Bool {
            AnyHashable(left.kind) == AnyHashable(right.kind)
        }

        package func hash(into hasher: inout Hasher) { AnyHashable(kind).hash(into: &hasher) }
    }

    package enum Scope: Hashable, Sendable {
        /// All dyads and periods together.
        case panel
        /// Each period by itself.
        case period
        /// All dyads in the periods of the grid that lie from one day through another: what later values are compared with
        /// does not move. Of methods that map the values by a line.
        case baseline(from: Day, through: Day)

        package var isBaseline: Bool { if case .baseline = self { true } else { false } }
    }

    package init(_ method: Method, scope: Scope = .panel) {
        self.method = method
        self.scope = scope
    }

    package static let none = Normalisation(.none)

    /// The periods that a baseline consists of.
    /// - Returns: positions; `nil` for another scope.
    package func baseline(among periods: [Period]) -> [Int]? {
        guard case .baseline(let from, let through) = scope else { return nil }
        return periods.indices.filter { periods[$0].start >= from && periods[$0].end <= through }
    }
}

/// One method of normalisation with its parameters, as a value of the model. All there is to say of a method stands in one
/// file of `InfluenceScoring/Normalising`; nothing else knows which there are.
package protocol NormalisationKind: Hashable, Sendable {
    /// The word that model files use.
    static var name: String { get }
    /// Whether it looks at other values, so that a scope means something. Usual: true.
    static var isRelative: Bool { get }

    /// The parameters, as far as they decide the values.
    func write(into definition: inout DefinitionBytes)
}

extension NormalisationKind {
    package static var isRelative: Bool { true }
    package func write(into definition: inout DefinitionBytes) {}
}

/// `none`: the raw value as it is.
package struct Unnormalised: NormalisationKind {
    package static let name = "none"
    package static let isRelative = false

    package init() {}
}
