package import InfluenceModel

/// What the measures of one country are computed from: scores, shares and readings, each thing once for all the measures
/// that are made of it. Belongs to one task.
package final class CountryMeasures {
    let scorer: Scorer
    package let plan: MeasurePlan
    let readers: MeasureReaders
    let table: ScoreTable
    /// Position.
    let country: Int
    package let id: CountryID
    let panel: DimensionPanel
    let arrivals: LeafCourses
    /// Positions of the powers that are not within another one.
    package let configured: [Int]
    /// The powers' shares, one a period.
    private(set) lazy var powerShares = periods.indices.map { PowerShares(panel, among: configured, at: $0) }
    /// The powers' indices without the jumps at breaks.
    private(set) lazy var spliced = model.powers.indices.map { splicedIndex(of: $0) }
    /// The ends of the periods, in years; exact for whole months.
    private(set) lazy var years = periods.map { periods[0].end.months(until: $0.end) / 12 }
    /// Of the span of momentum that ends with each period; `nil` where the grid begins inside it.
    private(set) lazy var momentumStarts = periods.indices.map { period in
        plan.momentum.flatMap { firstPeriod(of: $0.span, endingWith: period) }
    }
    /// What was computed for the present subject.
    private var known: [AnyHashable: Any] = [:]

    init(_ scorer: Scorer, _ plan: MeasurePlan, _ readers: MeasureReaders, _ table: ScoreTable, country: Int) {
        self.scorer = scorer
        self.plan = plan
        self.readers = readers
        self.table = table
        self.country = country
        id = scorer.model.countries[country].id
        panel = DimensionPanel(table, of: scorer.model, country: country)
        arrivals = LeafCourses(beneath: scorer.model.comparedNodes, scorer, table, country: country)
        configured = scorer.model.outermostPowers
    }

    package var model: Model { scorer.model }
    package var periods: [Period] { table.periods }

    /// Of powers, then of pairs, then of the country alone; of one subject in the order of the table of measures.
    func series() -> [MeasureSeries] {
        var series: [MeasureSeries] = []
        let asked = plan.asked
        for kind in [Measure.Subject.power, .pair, .country] {
            let measures = asked.filter { $0.subject == kind }.map { measure in
                (measure: measure, method: measure.arithmetic, facets: measure.kind.facets(in: model))
            }
            for (subject, power) in MeasuredSubject.all(kind, of: model) {
                for (measure, method, facets) in measures {
                    for facet in facets {
                        guard let scores = method.scores(of: subject, facet, in: self) else { continue }
                        let node = measure.node(facet)
                        series.append(MeasureSeries(node: node, power: power, country: id, scores: scores))
                    }
                }
                known.removeAll(keepingCapacity: true)
            }
        }
        return series
    }

    /// What several measures of one subject are made of, computed once.
    /// - Parameter key: Of a type of its own for each kind of value, or of values that are unlike.
    package func once<Key: Hashable, Value>(_ key: Key, _ make: () -> Value) -> Value {
        // Not in one step: nothing would be taken for a value that may be nil.
        if let found = known[key], let value = found as? Value { return value }
        let value = make()
        known[key] = value
        return value
    }

    func position(of power: PowerID) -> Int? { model.powers.firstIndex { $0.id == power } }

    func cell(_ power: Int, _ period: Period) -> IndicatorReader.Cell {
        table.cells.cell(dyad: country * model.powers.count + power, period: period)
    }

    /// - Parameters: positions.
    package func score(_ node: Int, _ power: Int, _ period: Int) -> Score {
        table.score(node: node, dyad: country * model.powers.count + power, period: period)
    }

    /// A power's score of the root.
    package func index(of power: Int, at period: Int) -> Score { panel.index(of: power, at: period) }
}

extension Model {
    /// The index and the dimensions, as positions: whose scores overtakings are told of.
    var comparedNodes: [Int] {
        guard let root = nodes.first else { return [] }
        return [0] + root.children.filter { nodes[$0].aggregate != nil }
    }
}
