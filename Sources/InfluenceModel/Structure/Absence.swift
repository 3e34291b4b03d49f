import InfluenceText

/// Why a cell has no value. Not stored: it is found again, when asked, by what computed the cell.
package enum Absence: Error, Hashable, Sendable {
    /// Nothing beneath the node can have a value; of an indicator, its newest row says so.
    case notApplicable
    /// A figure left the range of floating-point numbers.
    case notFinite

    // MARK: Of an indicator's reading

    /// Nothing was observed, or nothing but rows without a value.
    case noObservation
    /// The newest value, of this period, is older than the indicator's `max_age`.
    case expired(Period)
    /// Less of a window is known than its `min_window`, both 0...1.
    case windowUnknown(known: Double, minimum: Double)
    /// There is a value to take a share of nothing: the reporter has no total of the period.
    case noTotal
    /// The total is not above 0, or below the indicator's `min_total`.
    case totalTooSmall(total: Double, minimum: Double)
    /// The shares of all powers of the country add up to so many per cent.
    case sharesExceedTotal(sum: Double, tolerance: Double)
    /// The denominator has no value of the period, or none that is young enough.
    case noDenominator(NodeID)
    case denominatorZero(NodeID)
    /// The logarithm of a number not above 0: of a value x with its offset.
    case logarithmUndefined(Double)
    /// A number of that value has no such power: 0 none below 0, a negative one none that is no integer.
    case powerUndefined(Double, exponent: Double)
    /// A value lies below the first band.
    case belowBands(Double, first: Double)
    /// The observed level is not in the indicator's table.
    case unknownLevel(Double)

    // MARK: Of a node

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

    /// Whether data are there and yet no number comes from them: what somebody should look at.
    package var isOfDataThatAreThere: Bool {
        switch self {
        case .notApplicable, .noObservation, .expired, .windowUnknown, .noTotal, .totalTooSmall, .noDenominator,
            .screened,
            .noChild, .coverage, .children, .noReference:
            false
        case .sharesExceedTotal, .denominatorZero, .logarithmUndefined, .powerUndefined, .belowBands, .unknownLevel,
            .notFinite, .refused,
            .divisorZero,
            .withoutSpread, .weights:
            true
        }
    }
}

extension Absence: CustomStringConvertible {
    /// One sentence for people, without a full stop.
    package var description: String {
        switch self {
        case .notApplicable: "nothing beneath it can have a value"
        case .noObservation: "nothing was observed"
        case .expired(let period): "the newest value, of \(period), is too old"
        case .windowUnknown(let known, let minimum):
            "only \(Self.percent(known)) of the window is known, \(Self.percent(minimum)) are needed"
        case .noTotal: "the reporter has no total to take a share of"
        case .totalTooSmall(let total, let minimum):
            minimum > 0
                ? "the total of \(Self.number(total)) is below \(Self.number(minimum))"
                : "the total is \(Self.number(total))"
        case .sharesExceedTotal(let sum, let tolerance):
            "the shares of all powers add up to \(Self.sum(sum, above: tolerance)) %, more than the tolerance of "
                + "\(Self.number(tolerance)) %"
        case .noDenominator(let id): "\(id) has no value of the period, or none that is young enough"
        case .denominatorZero(let id): "\(id) is 0, and nothing can be divided by it"
        case .logarithmUndefined(let value): "\(Self.number(value)) has no logarithm"
        case .powerUndefined(let value, let exponent):
            "\(Self.number(value)) has no power of \(Self.number(exponent))"
        case .belowBands(let value, let first):
            "\(Self.number(value)) lies below the first band, which begins at \(Self.number(first))"
        case .unknownLevel(let level): "\(Self.number(level)) is not a level of the table"
        case .screened(let share, let minimum):
            "only \(Self.percent(share)) of the data are known, and the model compares from \(Self.percent(minimum))"
        case .noChild: "none of its parts has a score"
        case .coverage(let coverage, let minimum):
            "\(Self.percent(coverage)) of the weight has data, and \(Self.percent(minimum)) is needed"
        case .children(let count, let minimum):
            "\(count) of its parts \(count == 1 ? "has" : "have") a score, and \(minimum) are needed"
        case .refused(let method, let child, let value):
            "\(child) is \(DecimalText.shortest(value)), and \(method.kind.needs); normalise it to a range above that, or give "
                + "it a 'floor'"
        case .divisorZero(let child): "\(child), which it is divided by, is 0"
        case .withoutSpread: "the values that it is normalised by are equal, or too few"
        case .noReference(let power): "\(power), by which it is normalised, has no value there, or the worst of all"
        case .weights(let problem, let children):
            "its weights cannot be found in its parts: " + problem.text(of: children)
        case .notFinite: "a figure is too large for a floating-point number"
        }
    }

    /// What would be right, where data are there; `nil` where ``description`` says so, or there is nothing to put right.
    package var remedy: String? {
        switch self {
        case .sharesExceedTotal: "look for partners counted twice and for tables of two editions, or raise 'tolerance'"
        case .denominatorZero: "give that row a value, or the status of a missing one (O)"
        case .logarithmUndefined: "put a 'cap' before the logarithm, or give it an 'offset'"
        case .powerUndefined: "put a 'cap' before the power"
        case .belowBands: "begin the 'bands' with [none, ...], or put a 'cap' before them"
        case .unknownLevel: "add it to the indicator's 'levels', or mend the row"
        case .divisorZero: "give it a 'floor'"
        case .withoutSpread: "normalise by goalposts, or compare over the panel"
        case .notFinite: "look at units and magnitudes"
        default: nil
        }
    }

    /// ``description`` with what would be right.
    package var advice: String { description + (remedy.map { "; \($0)" } ?? "") }

    private static func number(_ value: Double) -> String {
        value.isFinite ? DecimalText.shortest(value) : "\(value)"
    }

    /// With one decimal where that is enough to be seen above the tolerance.
    private static func sum(_ sum: Double, above tolerance: Double) -> String {
        let rounded = (sum * 10).rounded() / 10
        return number(rounded > tolerance ? rounded : sum)
    }

    private static func percent(_ share: Double) -> String { DecimalText.percent(share) }
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
