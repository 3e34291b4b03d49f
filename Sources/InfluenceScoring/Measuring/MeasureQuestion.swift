package import InfluenceModel

/// What a series is about, as positions of powers: one, or A and B, or none for the country alone.
package enum MeasuredSubject: Hashable, Sendable {
    case power(Int)
    /// - Parameter number: Of the pair in the plan.
    case pair(Int, Int, number: Int)
    case country

    /// - Returns: `nil` for a power or pair that the model does not have.
    init?(_ measure: Measure, _ power: PowerID, _ model: Model) {
        let position = { (id: PowerID) in model.powers.firstIndex { $0.id == id } }
        switch measure.subject {
        case .power:
            guard let place = position(power) else { return nil }
            self = .power(place)
        case .country: self = .country
        case .pair:
            guard let number = model.measures?.pairs.firstIndex(where: { $0.id == power }),
                let pair = PowerPair(power), let first = position(pair.first), let second = position(pair.second)
            else { return nil }
            self = .pair(first, second, number: number)
        }
    }

    /// Those that a measure can be about, in the model's order.
    static func all(_ subject: Measure.Subject, of model: Model) -> [(subject: Self, power: PowerID)] {
        switch subject {
        case .power: return model.powers.enumerated().map { (.power($0), $1.id) }
        case .country: return [(.country, .world)]
        case .pair:
            let position = { (id: PowerID) in model.powers.firstIndex { $0.id == id } }
            return (model.measures?.pairs ?? []).enumerated().compactMap {
                number,
                pair -> (subject: Self, power: PowerID)? in
                guard let first = position(pair.first), let second = position(pair.second) else { return nil }
                return (.pair(first, second, number: number), pair.id)
            }
        }
    }
}

/// What one measure of a country was made of in one period.
package struct MeasureQuestion {
    package let node: NodeID
    package let measure: Measure
    package let facet: NodeID?
    package let measures: CountryMeasures
    package let subject: MeasuredSubject
    /// Position in the table.
    package let at: Int

    package var model: Model { measures.model }
    package var period: Period { measures.periods[at] }
    /// Below which coverage the measure has no value.
    package var gate: Double { measures.plan.gate(of: measure) }

    package var pair: (first: Int, second: Int)? {
        if case .pair(let first, let second, _) = subject { (first, second) } else { nil }
    }

    package func answer(
        _ parts: [MeasurePart],
        _ absence: MeasureAbsence?,
        _ comparison: MeasureComparison? = nil,
        breaks: [SeriesBreak] = []
    ) -> MeasureExplanation {
        MeasureExplanation(
            node: node,
            country: measures.id,
            period: period,
            parts: parts,
            absence: absence,
            comparison: comparison,
            breaks: breaks
        )
    }
}
