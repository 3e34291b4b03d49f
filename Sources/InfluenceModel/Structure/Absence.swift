/// Why a node has no score in a cell: found when it is asked for, from the figures that the score would have come from.
package enum Absence: Hashable, Sendable {
    /// Nothing beneath the node can have a value.
    case notApplicable
    /// Too little of the dyad's data is known for it to be compared with others: the model's `screen`.
    case screened(share: Double, minimum: Double)
    /// None of the node's children has a score.
    case noChild
    /// Less of the weight has data than the model asks for.
    case coverage(Double, minimum: Double)
    /// Fewer children have a score than the model, or the method, asks for.
    case children(Int, minimum: Int)
    /// The method has no value for what a child is.
    case refused(Aggregation, child: NodeID, value: Double)
    /// The second child of a ratio is 0.
    case divisorZero(child: NodeID)
    /// The values that the normalisation relates to are equal, or too few.
    case withoutSpread
    /// The power that the normalisation measures by has no value in the country and period, or the worst of all.
    case noReference(PowerID)
    /// The node's weights are not to be found in its children's values.
    case weights(WeightProblem, children: [NodeID])
    /// A figure left the range of floating-point numbers.
    case notFinite
}

extension Absence: CustomStringConvertible {
    /// One sentence for people, without a full stop.
    package var description: String {
        switch self {
        case .notApplicable: "nothing beneath it can have a value"
        case .screened(let share, let minimum):
            "only \(Self.percent(share)) of the data are known, and the model compares from \(Self.percent(minimum))"
        case .noChild: "none of its parts has a score"
        case .coverage(let coverage, let minimum):
            "\(Self.percent(coverage)) of the weight has data, and \(Self.percent(minimum)) is needed"
        case .children(let count, let minimum):
            "\(count) of its parts \(count == 1 ? "has" : "have") a score, and \(minimum) are needed"
        case .refused(let method, let child, let value):
            "\(child) is \(DecimalText.shortest(value)), and \(method.needs); normalise it to a range above that, or give "
                + "it a 'floor'"
        case .divisorZero(let child): "\(child), which it is divided by, is 0"
        case .withoutSpread: "the values that it is normalised by are equal, or too few"
        case .noReference(let power): "\(power), by which it is normalised, has no value there, or the worst of all"
        case .weights(let problem, let children):
            "its weights cannot be found in its parts: " + problem.text(of: children)
        case .notFinite: "a figure is too large for a floating-point number"
        }
    }

    private static func percent(_ share: Double) -> String {
        DecimalText.shortest((share * 1000).rounded() / 10) + " %"
    }
}

extension Aggregation {
    fileprivate var needs: String {
        switch self {
        case .power(let exponent) where exponent > 0: "a power mean takes no negative values"
        case .power: "a power mean of an exponent of 0 or less needs values above 0"
        default: "a \(name) mean needs values above 0"
        }
    }
}

extension WeightProblem {
    fileprivate func text(of children: [NodeID]) -> String {
        let names = children.isEmpty ? "the parts" : NearestName.list(children.map(\.text))
        return switch self {
        case .tooFewCells(let count):
            "only \(count) cells have a value of each part, and 3 are needed; impute, or give the weights"
        case .withoutSpread: "all values of \(names) are equal; leave it out (weight 0), or give the weights"
        case .notPositive:
            "\(names) would weigh nothing or less: against the others, or said by them together; turn the direction, leave "
                + "it out (weight 0), give balanced weights a 'floor', or give the weights"
        case .ambiguous: "two components explain equally much, so that neither is the first; give the weights"
        case .dependent: "\(names) determine one another; leave one out (weight 0), or give the weights"
        case .notArithmetic: "balanced weights are of a weighted mean; aggregate it arithmetically, or give the weights"
        }
    }
}
