internal import InfluenceModel

/// Reads a sign of cooperation of two powers: an indicator of the pair with regard to a country, else to each other.
struct CooperationSource {
    private let plan: MeasurePlan.Source
    private let reader: IndicatorReader
    /// Of the pair alone; those of the countries come before it.
    private let alone: Int
    private let column: Int

    init(_ plan: MeasurePlan.Source, _ indicator: Indicator, pair: PowerPair, model: Model, panel: Panel) {
        self.plan = plan
        reader = IndicatorReader(indicator, of: pair.observed, model: model, panel: panel)
        alone = model.countries.count
        var columns = PowerColumns(model)
        column = columns.column(of: pair.observed)
    }

    /// On 0...1, NaN for none.
    func read(country: Int, at date: Day, into selection: inout Selection) -> Reading {
        let own = read(sheet: country, at: date, into: &selection)
        guard own.freshness == .missing || own.freshness == .expired else { return own }
        return read(sheet: alone, at: date, into: &selection)
    }

    private func read(sheet: Int, at date: Day, into selection: inout Selection) -> Reading {
        let reading = reader.read(.init(sheet: sheet, power: column), at: date, into: &selection)
        guard !reading.value.isNaN else { return reading }
        return Reading(
            value: min(1, max(0, reading.value / plan.full)),
            freshness: reading.freshness,
            known: reading.known,
            until: reading.until
        )
    }
}

/// The mean of the signs of cooperation that are known.
struct CooperationMean {
    private var sum = 0.0
    private var known = 0
    private var applicable = 0
    private var confidence = 1.0

    mutating func add(_ reading: Reading) {
        if reading.freshness != .notApplicable { applicable += 1 }
        guard !reading.value.isNaN else { return }
        sum += reading.value
        known += 1
        confidence = min(confidence, reading.freshness.confidence)
    }

    var score: Score {
        guard known > 0 else { return .none }
        return Score(
            measured: sum / Double(known),
            coverage: Double(known) / Double(applicable),
            confidence: confidence
        )
    }
}
