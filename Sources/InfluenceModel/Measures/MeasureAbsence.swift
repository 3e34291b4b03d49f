import InfluenceText

/// Why a measure has no value.
package enum MeasureAbsence: Hashable, Sendable {
    /// What has data is less of what the measure speaks of than its gate asks for.
    /// - Parameters:
    ///   - basis: what `coverage` (0...1) is a share of.
    ///   - known: how many of `of` have data.
    case gate(Measure.Basis, known: Int, of: Int, coverage: Double, minimum: Double)
    /// Nothing of what the measure speaks of has data.
    case nothing(Measure.Basis)
    /// A power that the formula names has no score.
    case noScore(PowerID, of: NodeID)
    /// A power's score of a node has data for less of its weight than the gate asks for. 0...1.
    case thinScore(PowerID, of: NodeID, coverage: Double, minimum: Double)
    /// The dimensions that both have a score in are fewer than the formula needs.
    case dimensions(common: Int, needed: Int)
    /// A dimension that the formula names is not known of both.
    case dimension(NodeID)
    /// A power's scores in the common dimensions are all 0.
    case zeroIndex(PowerID)
    /// One power alone has a value, which is no share of anything.
    case onePower(PowerID)
    /// All indices are 0.
    case zeroSum
    /// A power's value of a node is negative.
    case noShares(PowerID, of: NodeID, value: Double)
    case noMultiples(PowerID, of: NodeID, value: Double)
    /// A power's score of a dimension lies below the low end of the scale.
    case belowScale(PowerID, of: NodeID, value: Double, low: Double)
    /// No period with a value of both powers by one reporter that is young enough.
    case notComparable
    /// What the measure is made of has no value.
    case part(Measure)
    /// Contest and cooperation are both 0.
    case zeroParts
    /// No total of all partners that is young enough.
    case noTotal
    /// The partners of the newest period that is young enough name too little of the total. Both 0...1.
    case attributed(Period, share: Double, minimum: Double)
    /// The partners add up to more than the total.
    case exceedsTotal(Period, share: Double)
    /// Too few periods of the span have newer data and a score.
    case points(Int, needed: Int)
    /// The grid begins inside the span.
    case spanCut
    /// No power, or not both, has an index at both ends of the span.
    case otherEnd
}

extension MeasureAbsence: CustomStringConvertible {
    /// One sentence without its full stop.
    package var description: String {
        switch self {
        case .gate(let basis, let known, let of, let coverage, let minimum):
            "\(Self.part(basis, known: known, of: of, coverage)), below the gate of \(Self.percent(minimum))"
        case .nothing(let basis): "no \(Self.noun(basis, count: 1)) has data"
        case .onePower(let power): "only \(power) has a value, and one power alone has no share"
        case .noScore(let power, let node): "\(power) has no score of \(node)"
        case .thinScore(let power, let node, let coverage, let minimum):
            "\(power)'s score of \(node) has data for \(Self.percent(coverage)) of its weight, below the gate of "
                + Self.percent(minimum)
        case .dimensions(let common, let needed):
            "both have a score in \(counted(common, "dimension")); \(needed) are needed"
        case .dimension(let dimension): "not both have a score of \(dimension)"
        case .zeroIndex(let power): "\(power) has 0 in all common dimensions"
        case .zeroSum: "all indices are 0"
        case .noShares(let power, let node, let value):
            "\(power) has \(Self.number(value)) of \(node): there are no shares where a value is negative"
        case .noMultiples(let power, let node, let value):
            "\(power) has \(Self.number(value)) of \(node): a negative value is no multiple of another, and has none"
        case .belowScale(let power, let node, let value, let low):
            "\(power) has \(Self.number(value)) of \(node), below the scale, which begins at \(DecimalText.shortest(low)): "
                + "that is no part of an index"
        case .notComparable: "no value of both of one period and reporter that is young enough"
        case .part(let measure): "\(measure.name) has no value"
        case .zeroParts: "contest and cooperation are both 0"
        case .noTotal: "no total of all partners that is young enough"
        case .attributed(let period, let share, let minimum):
            "the partners of \(period) add up to \(Self.percent(share)) of the total, and no period that is young enough "
                + "reaches \(Self.percent(minimum))"
        case .exceedsTotal(let period, let share):
            "the partners of \(period) add up to \(Self.percent(share)) of the total: aggregates or double codes are "
                + "among them"
        case .points(let count, let needed):
            "\(counted(count, "period")) of the span \(count == 1 ? "has" : "have") newer data and a score; "
                + "\(needed) are needed"
        case .spanCut: "the grid begins inside the span"
        case .otherEnd: "no index of both at both ends of the span"
        }
    }

    private static func part(_ basis: Measure.Basis, known: Int, of: Int, _ coverage: Double) -> String {
        switch basis {
        case .powers: "\(known) of the \(of) powers that are inside no other have a score: \(percent(coverage))"
        case .sources: "\(known) of the \(of) signs that apply are known: \(percent(coverage))"
        case .channels: "\(known) of the \(of) channels that apply are known, \(percent(coverage)) of their weight"
        case .dimensions: "\(known) of the \(of) dimensions have data, \(percent(coverage)) of the weight"
        case .partners: "partners that are named add up to \(percent(coverage)) of the total"
        case .periods: "the scores of the span have data for \(percent(coverage)) of their weight"
        }
    }

    private static func noun(_ basis: Measure.Basis, count: Int) -> String {
        let noun =
            switch basis {
            case .powers: "power"
            case .sources: "sign"
            case .channels: "channel"
            case .dimensions: "dimension"
            case .partners: "partner"
            case .periods: "period"
            }
        return count == 1 ? noun : noun + "s"
    }

    private static func number(_ value: Double) -> String { DecimalText.short(value, places: 2) }

    private static func percent(_ share: Double) -> String { DecimalText.percent(share) }
}
