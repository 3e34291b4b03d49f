internal import InfluenceModel

/// Reads a sign of cooperation of two powers: an indicator of the pair with regard to a country, else to each other.
struct CooperationSource {
    let plan: MeasurePlan.Source
    let indicator: Indicator
    private let window: Window
    private let maxAge: CalendarDuration?
    /// One a country, then one of the pair alone.
    private let sheets: [Sheet]
    private let column: Int

    init(_ plan: MeasurePlan.Source, _ indicator: Indicator, pair: PowerPair, model: Model, panel: Panel) {
        self.plan = plan
        self.indicator = indicator
        window = plan.window ?? indicator.window
        maxAge =
            switch plan.age {
            case .asIndicator: indicator.maxAge
            case .unlimited: nil
            case .atMost(let age): age
            }
        var columns = PowerColumns(model)
        column = columns.column(of: pair.observed)
        let flows = indicator.inputs.map { model.indicator($0)?.isFlow ?? indicator.isFlow }
        let places: [CountryID?] = model.countries.map(\.id) + [nil]
        let powers = columns
        sheets = places.map {
            Sheet(indicator, flows: flows, place: $0, powers: powers, needsTotal: false, panel: panel)
        }
    }

    /// A sign at one time.
    struct SignReading {
        /// On 0...1; NaN for none.
        let value: Double
        /// The same before it is compared with what is full.
        let raw: Double
        let freshness: Freshness
        /// Positions in the panel of what it was read from.
        let sources: [Int]

        static func none(_ freshness: Freshness) -> Self {
            SignReading(value: .nan, raw: .nan, freshness: freshness, sources: [])
        }
    }

    /// - Parameter keepsSources: whether ``SignReading/sources`` are wanted.
    func read(
        country: Int,
        at date: Day,
        into selection: inout Selection,
        keepsSources: Bool = false
    ) -> SignReading {
        let alone = sheets.count - 1
        if plan.isRegister {
            // A list without a single row is none yet; one that tells of other countries says that nothing was here.
            guard sheets.contains(where: { !$0.rows.isEmpty }) else { return .none(.missing) }
            let place = sheets[country].rows.isEmpty ? alone : country
            return read(sheets[place], at: date, into: &selection, keepsSources)
        }
        let own = read(sheets[country], at: date, into: &selection, keepsSources)
        guard own.freshness == .missing || own.freshness == .expired else { return own }
        return read(sheets[alone], at: date, into: &selection, keepsSources)
    }

    private func read(_ sheet: Sheet, at date: Day, into selection: inout Selection, _ keepsSources: Bool)
        -> SignReading
    {
        guard plan.isRegister || !sheet.rows.isEmpty else { return .none(.missing) }
        selection.clear()
        if let newest = sheet.newest(of: column, through: date), sheet.rows[newest].state == .notApplicable {
            return .none(.notApplicable)
        }
        window.select(from: sheet, power: column, total: nil, at: date, into: &selection)
        var freshness = Freshness.fresh
        if plan.isRegister {
            // The window ends now, so nothing in it is old.
        } else {
            guard !selection.terms.isEmpty, let newest = selection.newest else { return .none(.missing) }
            freshness = Freshness(end: newest.end, at: date, cadence: indicator.cadence, maxAge: maxAge)
            guard freshness != .expired else { return .none(.expired) }
        }
        selection.isAnnual = window.isRate
        let operands = Transform.Operands(value: selection.sum(selection.terms, of: sheet), total: 0, denominator: nil)
        guard case .value(let raw) = indicator.transform.apply(operands), raw.isFinite else { return .none(.missing) }
        let sources = keepsSources ? selection.terms.flatMap { sheet.sources[sheet.rows[$0.row].sources] } : []
        return SignReading(value: min(1, max(0, raw / plan.full)), raw: raw, freshness: freshness, sources: sources)
    }
}

/// The mean of the signs of cooperation that are known.
struct CooperationMean {
    private var sum = 0.0
    private var confidence = 0.0
    private(set) var known = 0
    private(set) var applicable = 0

    mutating func add(_ value: Double, _ freshness: Freshness) {
        if freshness != .notApplicable { applicable += 1 }
        guard !value.isNaN else { return }
        sum += value
        known += 1
        confidence += freshness.confidence
    }

    var coverage: Double { applicable == 0 ? 0 : Double(known) / Double(applicable) }

    func score(gate: Double) -> Score {
        guard known > 0 else { return .none }
        return Score(
            measured: sum / Double(known),
            coverage: coverage,
            confidence: confidence / Double(applicable),
            gate: gate
        )
    }
}
