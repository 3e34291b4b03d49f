/// Where the weights of a node's children come from. Children of given weight 0 take no part under any of them.
package enum Weighting: Hashable, Sendable {
    /// From the model.
    case given
    /// The same for each.
    case equal
    /// The loadings of the first principal component of the children's normalised values: the weights whose sum varies
    /// most. Source: OECD/JRC Handbook (2008), section 1.6; COINr `get_PCA`.
    ///
    /// `squared`: the squares of the loadings, which sum to 1: the share of the component that each child is, whichever way
    /// it points. Source: Nicoletti, Scarpetta, Boylaud, "Summary indicators of product market regulation" (2000), as in
    /// OECD/JRC Handbook (2008), step 6.
    case pca(Scope = .panel, squared: Bool = false)
    /// Such that each child correlates equally with the node. Where that takes a weight of 0 or less there are none.
    ///
    /// With a `floor` (above 0, below 1) each child keeps at least that part of an equal share, in units of its deviation:
    /// a child at the floor correlates more than the others, which correlate equally, and the smallest correlation is as
    /// large as the floor lets it be. The audit shows the correlations.
    /// Source: Becker, Saisana, Paruolo, Vandecasteele, "Weights and importance in composite indicators: Closing the gap"
    /// (2017); COINr `get_opt_weights`, `balance`, which searches, stops early and lets weights be negative.
    case balanced(floor: Double? = nil, Scope = .panel)

    /// The values in which weights are found.
    package enum Scope: Hashable, Sendable {
        /// All dyads and periods together.
        case panel
        /// Each period by itself.
        case period
        /// For each period the ones that end within so long up to its end.
        case window(CalendarDuration)
    }

    /// The word that model files use.
    package var name: String {
        switch self {
        case .given: "given"
        case .equal: "equal"
        case .pca: "pca"
        case .balanced: "balanced"
        }
    }

    /// Those without a parameter.
    package static let plain: [Weighting] = [.given, .equal, .pca(), .balanced()]

    /// Where they are found in values: in which.
    package var scope: Scope? {
        switch self {
        case .given, .equal: nil
        case .pca(let scope, _), .balanced(_, let scope): scope
        }
    }
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
