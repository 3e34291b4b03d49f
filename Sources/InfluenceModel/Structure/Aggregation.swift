/// The aggregation of children x_i with weights w_i: only those of positive weight, and only those that are present. The
/// weight of a missing child is shared among the present ones; with none there is no value.
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
    /// The smallest child, unweighted.
    case min
    /// The largest child, unweighted.
    case max
    /// The middle child, or the mean of the two in the middle, unweighted.
    case median
    /// The sum over the other dyads of the period of the share of the weight in which this one is ahead (a tie counts half):
    /// 0...n - 1 for n dyads with a child, and their sum is n (n - 1) / 2. A pair is compared in the children that both
    /// have; without any both get a half. Costs n log n where nothing is missing, else that times the number of different
    /// sets of children that dyads have.
    case copeland

    /// The word that model files use.
    package var name: String {
        switch self {
        case .arithmetic: "arithmetic"
        case .geometric: "geometric"
        case .harmonic: "harmonic"
        case .power: "power"
        case .product: "product"
        case .min: "min"
        case .max: "max"
        case .median: "median"
        case .copeland: "copeland"
        }
    }

    /// Those without a parameter.
    package static let plain: [Aggregation] = [
        .arithmetic, .geometric, .harmonic, .product, .min, .max, .median, .copeland,
    ]
}
