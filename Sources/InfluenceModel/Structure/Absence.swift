/// Why a cell has no value. Not stored: it is found again, when asked, by what computed the cell.
package enum Absence: Error, Hashable, Sendable {
    // MARK: Of an indicator

    /// Nothing was observed, or nothing but rows without a value.
    case noObservation
    /// The newest value, of this period, is older than the indicator's `max_age`.
    case expired(Period)
    /// The newest row says that no value can exist.
    case notApplicable
    /// Less of a window is known than its `min_window`, both 0...1.
    case windowUnknown(known: Double, minimum: Double)
    /// There is a value to take a share of nothing: the reporter has no total of the period.
    case noTotal
    /// The total is not above 0, or below the indicator's `min_total`.
    case totalTooSmall(total: Double, minimum: Double)
    /// The shares of all powers of the country add up to so many per cent.
    case sharesExceedTotal(sum: Double)
    /// The denominator has no value of the period, or none that is young enough.
    case noDenominator(NodeID)
    case denominatorZero(NodeID)
    /// The logarithm of a number not above 0: of a value x with its offset.
    case logarithmUndefined(Double)
    /// The observed level is not in the indicator's table.
    case unknownLevel(Double)
    /// The arithmetic left the range of floating-point numbers.
    case notFinite

    /// Whether data are there and yet no number comes from them: what somebody should look at.
    package var isOfDataThatAreThere: Bool {
        switch self {
        case .noObservation, .expired, .notApplicable, .windowUnknown, .noTotal, .totalTooSmall, .noDenominator: false
        case .sharesExceedTotal, .denominatorZero, .logarithmUndefined, .unknownLevel, .notFinite: true
        }
    }
}

extension Absence: CustomStringConvertible {
    /// One sentence for people, without a full stop.
    package var description: String {
        let number = { (value: Double) in value.isFinite ? DecimalText.shortest(value) : "\(value)" }
        let percent = { (value: Double) in "\(Int((min(1, max(0, value)) * 100).rounded())) %" }
        return switch self {
        case .noObservation: "nothing was observed"
        case .expired(let period): "the newest value, of \(period), is too old"
        case .notApplicable: "no value can exist"
        case .windowUnknown(let known, let minimum):
            "only \(percent(known)) of the window is known, \(percent(minimum)) are needed"
        case .noTotal: "the reporter has no total to take a share of"
        case .totalTooSmall(let total, let minimum):
            minimum > 0 ? "the total of \(number(total)) is below \(number(minimum))" : "the total is \(number(total))"
        case .sharesExceedTotal(let sum): "the shares of all powers add up to \(number((sum * 10).rounded() / 10)) %"
        case .noDenominator(let id): "\(id) has no value of the period, or none that is young enough"
        case .denominatorZero(let id): "\(id) is 0, and nothing can be divided by it"
        case .logarithmUndefined(let value): "\(number(value)) has no logarithm"
        case .unknownLevel(let level): "\(number(level)) is not a level of the table"
        case .notFinite: "the figure is too large for a floating-point number"
        }
    }
}
