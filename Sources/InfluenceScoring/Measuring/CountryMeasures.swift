internal import InfluenceModel

/// Computes the measures of one country.
struct CountryMeasures {
    let scorer: Scorer
    let plan: MeasurePlan
    let readers: MeasureReaders
    let table: ScoreTable
    /// Position.
    let country: Int
    let panel: DimensionPanel
    let arrivals: LeafCourses
    /// Positions of the powers that are not within another one.
    let configured: [Int]
    var collector: MeasureCollector

    init(_ scorer: Scorer, _ plan: MeasurePlan, _ readers: MeasureReaders, _ table: ScoreTable, country: Int) {
        self.scorer = scorer
        self.plan = plan
        self.readers = readers
        self.table = table
        self.country = country
        panel = DimensionPanel(table, of: scorer.model, country: country)
        arrivals = LeafCourses(beneath: scorer.model.comparedNodes, scorer, table, country: country)
        configured = scorer.model.powers.indices.filter { scorer.model.powers[$0].within == nil }
        collector = MeasureCollector(country: scorer.model.countries[country].id)
    }

    var model: Model { scorer.model }
    var periods: [Period] { table.periods }

    mutating func compute() {
        let shares = periods.indices.map { PowerShares(panel, among: configured, at: $0) }
        let gate = plan.minCoverage
        for power in configured {
            collector.add(.share, of: model.powers[power].id, shares.map { $0.score($0[power], gate: gate) })
        }
        addDependency()
        let spliced =
            plan.momentum == nil && plan.displacement == nil ? [] : model.powers.indices.map { splicedIndex(of: $0) }
        if let momentum = plan.momentum { addMomentum(momentum, spliced) }
        for (number, pair) in plan.pairs.enumerated() {
            guard let first = position(of: pair.first), let second = position(of: pair.second) else { continue }
            addStructure(pair, number, first, second)
            collector.add(
                .thirdShare,
                of: pair.id,
                shares.map { $0.score($0.third(besides: first, second), gate: gate) }
            )
            var readings = PairedReadings(self, first, second)
            addJointDependency(pair, &readings)
            addOvertaking(pair, first, second, &readings)
            if let span = plan.displacement { addDisplacement(pair, first, second, span, spliced) }
        }
        collector.add(.multiVector, of: .world, shares.map { $0.score($0.multiVector, gate: gate) })
        addConcentration()
    }

    func position(of power: PowerID) -> Int? { model.powers.firstIndex { $0.id == power } }

    func cell(_ power: Int, _ period: Period) -> IndicatorReader.Cell {
        table.cells.cell(dyad: country * model.powers.count + power, period: period)
    }

    func score(_ node: Int, _ power: Int, _ period: Int) -> Score {
        table.score(node: node, dyad: country * model.powers.count + power, period: period)
    }

    private mutating func addStructure(_ pair: PowerPair, _ number: Int, _ first: Int, _ second: Int) {
        let structures = periods.indices.map { panel.pair(first, second, at: $0) }
        let gate = plan.minCoverage
        let make = { (structure: PairStructure, value: Double) in
            Score(measured: value, coverage: structure.coverage, confidence: structure.confidence, gate: gate)
        }
        let contests = structures.map { make($0, $0.contest) }
        collector.add(.tilt, of: pair.id, structures.map { make($0, $0.tilt) })
        collector.add(.contest, of: pair.id, contests)
        collector.add(.divisionOfLabour, of: pair.id, structures.map { make($0, $0.divisionOfLabour) })
        if let pattern = plan.pattern, let one = panel.dimensions.firstIndex(of: pattern.firstLeads),
            let other = panel.dimensions.firstIndex(of: pattern.secondLeads)
        {
            collector.add(
                .pattern,
                of: pair.id,
                structures.map {
                    make($0, $0.pattern(firstLeads: one, secondLeads: other, tolerance: pattern.tolerance))
                }
            )
        }
        guard let coopetition = plan.coopetition else { return }
        var selection = Selection()
        let points = periods.map { period in
            CooperationPoint(readers.cooperation[number], country: country, at: period.end, into: &selection)
        }
        let cooperation = points.map { $0.mean.score(gate: plan.gate(of: .cooperation)) }
        collector.add(.cooperation, of: pair.id, cooperation)
        addCoopetition(coopetition, pair, contests, cooperation, points)
    }

    private mutating func addCoopetition(
        _ coopetition: MeasurePlan.Coopetition,
        _ pair: PowerPair,
        _ contests: [Score],
        _ cooperation: [Score],
        _ points: [CooperationPoint]
    ) {
        var state = QuadrantState(coopetition)
        // Of the newest period that has a quadrant.
        var last: CooperationPoint?
        var (intensities, balances, quadrants): ([Score], [Score], [Score]) = ([], [], [])
        for (place, (one, other)) in zip(contests, cooperation).enumerated() {
            let (contest, shared) = (one.value ?? .nan, other.value ?? .nan)
            let make = { (value: Double) in
                Score(
                    value: value.isFinite ? value + 0 : nil,
                    coverage: min(one.coverage, other.coverage),
                    confidence: min(one.confidence, other.confidence)
                )
            }
            intensities.append(make(coopetition.intensity(contest: contest, cooperation: shared)))
            balances.append(make(coopetition.balance(contest: contest, cooperation: shared)))
            let quadrant = state.update(
                contest: contest,
                cooperation: shared,
                broken: last.map { points[place].brokenChange(since: $0, at: periods[place]) } ?? 0
            )
            if quadrant != nil { last = points[place] }
            quadrants.append(make(quadrant.map { Double($0.rawValue) } ?? .nan))
        }
        collector.add(.coopetitionIntensity, of: pair.id, intensities)
        collector.add(.coopetitionBalance, of: pair.id, balances)
        collector.add(.coopetitionQuadrant, of: pair.id, quadrants)
    }

    private mutating func addConcentration() {
        for (channel, concentration) in readers.concentrations {
            var known: [Int: Concentration.Figures] = [:]
            let readings = periods.map { concentration.read(cell(0, $0), known: &known) }
            collector.add(.concentration, channel, of: .world, readings.map { $0.score { $0 } })
            collector.add(.effectivePartners, channel, of: .world, readings.map { $0.score { 1 / $0 } })
        }
    }
}

extension Model {
    /// The index and the dimensions, as positions: whose scores overtakings are told of.
    var comparedNodes: [Int] {
        guard let root = nodes.first else { return [] }
        return [0] + root.children.filter { nodes[$0].aggregate != nil }
    }
}
