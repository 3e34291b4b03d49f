package import InfluenceModel

/// The measures of a model's countries in some periods: what is derived from the scores of several powers.
package struct MeasureTable: Sendable {
    package let periods: [Period]
    /// By country in the model's order; within it those of powers, of pairs, and of the country alone.
    package let series: [MeasureSeries]

    /// - Returns: `nil` for a series or period that the table does not have.
    package subscript(node: NodeID, power: PowerID, country: CountryID, period: Period) -> Score? {
        guard let position = periods.firstIndex(of: period) else { return nil }
        for series in series where series.node == node {
            if series.power == power, series.country == country { return series.scores[position] }
        }
        return nil
    }
}

/// One measure of one country over the periods.
package struct MeasureSeries: Sendable {
    /// `measure.tilt`
    package let node: NodeID
    /// A power, a pair (`RUS+CHN`), or `WLD` for the country alone.
    package let power: PowerID
    package let country: CountryID
    /// One a period. The value is a quantity or the code of a ``MeasureLabel``. Below its gate a measure has no value, but
    /// coverage and confidence still tell what is known; they are 0 where the formula has nothing to work with.
    package let scores: [Score]
}

extension Score {
    /// A measure that has nothing to be computed from.
    package static let none = Score(value: nil, coverage: 0, confidence: 0)

    /// NaN: ``none``. Below the gate: no value.
    package init(measured value: Double, coverage: Double, confidence: Double, gate: Double) {
        guard value.isFinite else {
            self = .none
            return
        }
        // Not -0: the two zeros print differently.
        let passes = Gate(minimum: gate).isPassed(by: coverage)
        self = Score(value: passes ? value + 0 : nil, coverage: coverage, confidence: confidence)
    }
}

/// Below it there is no value. Shares are sums of weights, so one that is just the minimum may come out a hair below.
struct Gate {
    let minimum: Double

    func isPassed(by coverage: Double) -> Bool { coverage >= minimum - 1e-9 }
}
