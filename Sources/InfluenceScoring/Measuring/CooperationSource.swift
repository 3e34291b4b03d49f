internal import InfluenceModel

/// Reads a sign of cooperation of two powers: an indicator of the pair with regard to a country, else to each other.
struct CooperationSource {
    let plan: MeasurePlan.Source
    let indicator: Indicator
    private let reader: IndicatorReader
    /// Of the pair alone; those of the countries come before it.
    private let alone: Int
    private let column: Int
    /// By the sign's own word, or the indicator's.
    private let isRegister: Bool

    init(_ plan: MeasurePlan.Source, _ indicator: Indicator, pair: PowerPair, model: Model, panel: Panel) {
        self.plan = plan
        self.indicator = indicator
        reader = IndicatorReader(plan.reading(indicator), of: pair.observed, model: model, panel: panel)
        isRegister = plan.isRegister || indicator.gaps == .zero
        alone = model.countries.count
        var columns = PowerColumns(model)
        column = columns.column(of: pair.observed)
    }

    /// A sign at one time.
    struct SignReading {
        /// On 0...1; NaN for none.
        let value: Double
        /// The same before it is compared with what is full.
        let raw: Double
        let freshness: Freshness
        /// What it may be compared with; `nil` without a value.
        let stretch: Stretch?
        /// Positions in the panel of what it was read from.
        let sources: [Int]
    }

    /// - Parameter keepsSources: whether ``SignReading/sources`` are wanted.
    func read(
        country: Int,
        at date: Day,
        into selection: inout Selection,
        keepsSources: Bool = false
    ) -> SignReading {
        if isRegister {
            // A list without a single row is none yet; one that tells of other countries says that nothing was here.
            let place = reader.sheets.sheets[country].rows.isEmpty ? alone : country
            return read(sheet: place, at: date, into: &selection, keepsSources)
        }
        let own = read(sheet: country, at: date, into: &selection, keepsSources)
        guard own.freshness == .missing || own.freshness == .expired else { return own }
        return read(sheet: alone, at: date, into: &selection, keepsSources)
    }

    private func read(
        sheet: Int,
        at date: Day,
        into selection: inout Selection,
        _ keepsSources: Bool
    ) -> SignReading {
        let place = IndicatorReader.Place(sheet: sheet, power: column)
        let reading = reader.read(place, at: date, into: &selection)
        guard !reading.value.isNaN else {
            return SignReading(value: .nan, raw: .nan, freshness: reading.freshness, stretch: nil, sources: [])
        }
        let read = reader.sheets.sheets[sheet]
        return SignReading(
            value: min(1, max(0, reading.value / plan.full)),
            raw: reading.value,
            freshness: reading.freshness,
            stretch: reader.stretch(of: selection, at: place),
            sources: keepsSources ? selection.values.flatMap { read.sources[read.rows[$0.row].sources] } : []
        )
    }
}

/// The signs of cooperation in one period.
struct CooperationPoint {
    private(set) var mean = CooperationMean()
    private var signs: [CooperationSource.SignReading] = []

    /// - Parameter sources: All signs of a pair, always in the same order.
    init(_ sources: [CooperationSource], country: Int, at date: Day, into selection: inout Selection) {
        for source in sources {
            let sign = source.read(country: country, at: date, into: &selection)
            mean.add(sign.value, sign.freshness)
            signs.append(sign)
        }
    }

    /// What signs that break after an earlier period and by this one add to the change of the mean in between: sum
    /// mean(W) dx over them (Bennet 1920), as of scores. What entered or left is no part of it.
    ///
    /// - Parameter period: Of this one.
    func brokenChange(since earlier: CooperationPoint, at period: Period) -> Double {
        var sum = 0.0
        for (before, now) in zip(earlier.signs, signs) {
            guard let old = before.stretch, let new = now.stretch, !new.breaks(after: old, since: period).isEmpty
            else { continue }
            let weight = (1 / Double(earlier.mean.known) + 1 / Double(mean.known)) / 2
            sum += weight * (now.value - before.value)
        }
        return sum
    }
}

/// The mean of the signs of cooperation that are known.
struct CooperationMean {
    private var sum = 0.0
    private var extent = Extent()
    private var confidence = 0.0
    private(set) var known = 0
    private(set) var applicable = 0

    mutating func add(_ value: Double, _ freshness: Freshness) {
        if freshness != .notApplicable { applicable += 1 }
        guard !value.isNaN else { return }
        sum += value
        extent.add(value)
        known += 1
        confidence += freshness.confidence
    }

    var coverage: Double { applicable == 0 ? 0 : Double(known) / Double(applicable) }

    func score(gate: Double) -> Score {
        guard known > 0 else { return .none }
        return Score(
            measured: extent.kept(sum / Double(known)),
            coverage: coverage,
            confidence: confidence / Double(applicable),
            gate: gate
        )
    }
}

extension MeasurePlan.Source {
    /// The indicator as the sign reads it: with the sign's own window, age and completeness.
    fileprivate func reading(_ indicator: Indicator) -> Indicator {
        let others = indicator.transform.filter { $0.role != .window }
        var copy = indicator
        switch window {
        case .asIndicator: break
        case .newest: copy.transform = others
        case .over(let window): copy.transform = [.window(window)] + others
        }
        if isRegister { (copy.gaps, copy.through) = (.zero, nil) }
        copy.maxAge = age(of: indicator)
        return copy
    }

    private func age(of indicator: Indicator) -> CalendarDuration? {
        switch age {
        case .asIndicator: indicator.maxAge
        case .unlimited: nil
        case .atMost(let age): age
        }
    }
}
