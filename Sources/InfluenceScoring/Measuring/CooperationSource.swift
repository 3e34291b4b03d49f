internal import InfluenceModel

/// Reads a sign of cooperation of two powers: an indicator of the pair with regard to a country, else to each other.
struct CooperationSource {
    private let plan: MeasurePlan.Source
    private let indicator: Indicator
    /// One a country, then one of the pair alone.
    private let sheets: [Sheet]
    private let column: Int

    init(_ plan: MeasurePlan.Source, _ indicator: Indicator, pair: PowerPair, model: Model, panel: Panel) {
        self.plan = plan
        self.indicator = indicator
        var columns = PowerColumns(model)
        column = columns.column(of: pair.observed)
        let flows = indicator.inputs.map { model.indicator($0)?.isFlow ?? indicator.isFlow }
        let places: [CountryID?] = model.countries.map(\.id) + [nil]
        let powers = columns
        sheets = places.map {
            Sheet(indicator, flows: flows, place: $0, powers: powers, needsTotal: false, panel: panel)
        }
    }

    /// On 0...1, NaN for none.
    func read(country: Int, at date: Day, into selection: inout Selection) -> Reading {
        let own = read(sheets[country], at: date, into: &selection)
        guard own.freshness == .missing || own.freshness == .expired else { return own }
        return read(sheets[sheets.count - 1], at: date, into: &selection)
    }

    private func read(_ sheet: Sheet, at date: Day, into selection: inout Selection) -> Reading {
        guard !sheet.rows.isEmpty else { return .missing }
        selection.clear()
        if let newest = sheet.newest(of: column, through: date), sheet.rows[newest].state == .notApplicable {
            return Reading(value: .nan, freshness: .notApplicable)
        }
        indicator.window.select(from: sheet, power: column, total: nil, at: date, into: &selection)
        guard !selection.terms.isEmpty, let newest = selection.newest else { return .missing }
        let freshness = Freshness(end: newest.end, at: date, cadence: indicator.cadence, maxAge: indicator.maxAge)
        guard freshness != .expired else { return Reading(value: .nan, freshness: .expired) }
        selection.isAnnual = indicator.window.isRate
        let operands = Transform.Operands(value: selection.sum(selection.terms, of: sheet), total: 0, denominator: nil)
        guard case .value(let value) = indicator.transform.apply(operands), value.isFinite else { return .missing }
        return Reading(value: min(1, max(0, value / plan.full)), freshness: freshness)
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
