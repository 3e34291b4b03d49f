/// The aggregation of children x_i with weights w_i: only those of positive weight, and only those that are present. The
/// weight of a missing child is shared among the present ones; with none there is no value. Of a value that a method
/// refuses there is none in that cell, with ``Absence`` as the reason.
/// Source: OECD/JRC, Handbook on Constructing Composite Indicators (2008), section 1.7; COINr's `a_*` of the same names.
package enum Aggregation: Hashable, Sendable {
    /// sum w_i x_i / sum w_i
    case arithmetic
    /// (prod x_i^w_i)^(1 / sum w_i); refuses x_i <= 0
    case geometric
    /// sum w_i / sum (w_i / x_i); refuses x_i <= 0
    case harmonic
    /// (sum w_i x_i^p / sum w_i)^(1/p): the generalised mean, between the smallest and the largest child and rising with p;
    /// p = 1 is the arithmetic, 0 the geometric, -1 the harmonic mean. Refuses x_i < 0, and 0 where p <= 0.
    case power(exponent: Double)
    /// prod x_i, unweighted: null unless every child of positive weight is present
    case product
    /// x_1 / x_2 of the two children of positive weight, unweighted: null where one is missing, or the second is 0
    case ratio
    /// The smallest child, unweighted.
    case min
    /// The largest child, unweighted.
    case max
    /// The middle child, or the mean of the two in the middle, unweighted.
    case median
    /// How many of the other dyads of the period this one beats, less how many beat it: -(n - 1)...n - 1 for n dyads with
    /// a child, and their sum is 0. Of a pair the one wins that is ahead in more of the weight of the children that both
    /// have; a difference of less than 1e-12 of all weight is the rounding of sums, and a tie. Without a child in common
    /// nobody wins. Costs n^2 k operations a period for k children.
    /// Source: Copeland, "A reasonable social welfare function" (1951); COINr `a_copeland`, which misses ties that rounding
    /// parts.
    case copeland
    /// The row sum of the outranking matrix: over the other dyads of the period the share of the weight in which this one
    /// is ahead (a tie counts half): 0...n - 1, and their sum is n (n - 1) / 2. It is a weighted mean of ranks and not a
    /// count of wins. A pair is compared in the children that both have; without any both get a half. Costs n log n where
    /// nothing is missing, else that times the number of different sets of children that dyads have.
    /// Source: Munda and Nardo (2005); COINr `outrankMatrix`.
    case outranking

    /// The word that model files use.
    package var name: String {
        switch self {
        case .arithmetic: "arithmetic"
        case .geometric: "geometric"
        case .harmonic: "harmonic"
        case .power: "power"
        case .product: "product"
        case .ratio: "ratio"
        case .min: "min"
        case .max: "max"
        case .median: "median"
        case .copeland: "copeland"
        case .outranking: "outranking"
        }
    }

    /// Those without a parameter.
    package static let plain: [Aggregation] = [
        .arithmetic, .geometric, .harmonic, .product, .ratio, .min, .max, .median, .copeland, .outranking,
    ]
}
