internal import InfluenceModel

/// Computes the measures of one country.
struct CountryMeasures {
    let model: Model
    let plan: MeasurePlan
    let readers: MeasureReaders
    let table: ScoreTable
    /// Position.
    let country: Int
    let panel: DimensionPanel
    /// Positions of the powers that are not within another one.
    let configured: [Int]
    var collector: MeasureCollector

    init(_ scorer: Scorer, _ plan: MeasurePlan, _ readers: MeasureReaders, _ table: ScoreTable, country: Int) {
        model = scorer.model
        self.plan = plan
        self.readers = readers
        self.table = table
        self.country = country
        panel = DimensionPanel(table, of: scorer.model, country: country)
        configured = scorer.model.powers.indices.filter { scorer.model.powers[$0].within == nil }
        collector = MeasureCollector(country: scorer.model.countries[country].id)
    }

    var periods: [Period] { table.periods }

    mutating func compute() throws(ScoringError) {
        let shares = periods.indices.map { PowerShares(panel, among: configured, at: $0) }
        for power in configured {
            let scores = shares.map { part in part.map { $0.score($0[power]) } ?? .none }
            collector.add(.share, of: model.powers[power].id, scores)
        }
        try addDependency()
        if let momentum = plan.momentum { addMomentum(momentum) }
        for (number, pair) in plan.pairs.enumerated() {
            guard let first = position(of: pair.first), let second = position(of: pair.second) else { continue }
            addStructure(pair, number, first, second)
            collector.add(
                .thirdShare,
                of: pair.id,
                shares.map { part in part.map { $0.score($0.third(besides: first, second)) } ?? .none }
            )
            var readings = PairedReadings(self, first, second)
            try addJointDependency(pair, &readings)
            try addOvertaking(pair, first, second, &readings)
            if let span = plan.displacement { addDisplacement(pair, first, second, span) }
        }
        collector.add(.multiVector, of: .world, shares.map { part in part.map { $0.score($0.multiVector) } ?? .none })
        addConcentration()
    }

    private func position(of power: PowerID) -> Int? { model.powers.firstIndex { $0.id == power } }

    func cell(_ power: Int, _ period: Period) -> IndicatorReader.Cell {
        table.cells.cell(dyad: country * model.powers.count + power, period: period)
    }

    private mutating func addStructure(_ pair: PowerPair, _ number: Int, _ first: Int, _ second: Int) {
        let structures = periods.indices.map { panel.pair(first, second, at: $0) }
        let add = { (collector: inout MeasureCollector, measure: Measure, value: (PairStructure) -> Double) in
            let scores = structures.map {
                Score(measured: value($0), coverage: $0.coverage, confidence: $0.confidence)
            }
            collector.add(measure, of: pair.id, scores)
        }
        add(&collector, .tilt) { $0.tilt }
        add(&collector, .contest) { $0.contest }
        add(&collector, .divisionOfLabour) { $0.divisionOfLabour }
        if let pattern = plan.pattern, let one = panel.dimensions.firstIndex(of: pattern.firstLeads),
            let other = panel.dimensions.firstIndex(of: pattern.secondLeads)
        {
            add(&collector, .pattern) {
                $0.pattern(firstLeads: one, secondLeads: other, tolerance: pattern.tolerance)
            }
        }
        guard let coopetition = plan.coopetition else { return }
        var selection = Selection()
        let cooperation = periods.map { period in
            var mean = CooperationMean()
            for source in readers.cooperation[number] {
                mean.add(source.read(country: country, at: period.end, into: &selection))
            }
            return mean.score
        }
        collector.add(.cooperation, of: pair.id, cooperation)
        var state = QuadrantState(coopetition)
        var (intensities, balances, quadrants): ([Score], [Score], [Score]) = ([], [], [])
        for (structure, score) in zip(structures, cooperation) {
            let (contest, shared) = (structure.contest, score.value ?? .nan)
            let make = { (value: Double) in
                Score(
                    measured: value,
                    coverage: min(structure.coverage, score.coverage),
                    confidence: min(structure.confidence, score.confidence)
                )
            }
            intensities.append(make(coopetition.intensity(contest: contest, cooperation: shared)))
            balances.append(make(coopetition.balance(contest: contest, cooperation: shared)))
            let quadrant = state.update(contest: contest, cooperation: shared)
            quadrants.append(make(quadrant.map { Double($0.rawValue) } ?? .nan))
        }
        collector.add(.coopetitionIntensity, of: pair.id, intensities)
        collector.add(.coopetitionBalance, of: pair.id, balances)
        collector.add(.coopetitionQuadrant, of: pair.id, quadrants)
    }

    private mutating func addConcentration() {
        for (channel, concentration) in readers.concentrations {
            var known: Concentration.Figures?
            var (scores, effective): ([Score], [Score]) = ([], [])
            for period in periods {
                let reading = concentration.read(cell(0, period), known: known)
                known = reading?.figures ?? known
                let make = { (value: (Double) -> Double) in
                    reading.map {
                        Score(
                            measured: value($0.figures.concentration),
                            coverage: $0.figures.attributed,
                            confidence: $0.confidence
                        )
                    } ?? .none
                }
                scores.append(make { $0 })
                effective.append(make { 1 / $0 })
            }
            collector.add(.concentration, channel, of: .world, scores)
            collector.add(.effectivePartners, channel, of: .world, effective)
        }
    }
}
