package import InfluenceModel

/// What stands behind a model's figures on a panel, beyond the figures: how new the observations are, and values of two
/// powers that can be compared. Reads lazily and remembers; belongs to one task.
package final class Evidence {
    let model: Model
    let panel: Panel
    /// The leaves beneath each node, as positions in ``Model/nodes``.
    let leaves: [NodeID: [Indicator]]
    private let countries: [CountryID: Int]
    private let powers: [PowerID: Int]
    var observed: [ReadPlace: ObservedPeriods] = [:]
    private var readers: [NodeID: IndicatorReader] = [:]
    /// The tables of the places of one indicator at one period: all powers of a place are asked for together.
    private var tables: [TableKey: ShareTable] = [:]
    private var details: [PlaceKey: [KnownDetails]] = [:]
    private var detailCount = 0
    var lapseDays: [CellKey: Day?] = [:]
    /// Through the newest period that anybody asked for.
    private var gridPeriods: [Period] = []
    private var courses: [CourseKey: (through: Int, course: Course)] = [:]
    private var knownScorer: Scorer?
    private var knownSigns: [PowerPair: [CooperationSource]] = [:]
    /// The scores of whole periods, that explanations are told from; lent by whoever computed them, or computed when asked.
    private var lentTable: ScoreTable?
    private var scoreTables: [Period: ScoreTable] = [:]
    private var explanations: [ExplanationKey: Explanation] = [:]
    private var selection = Selection()
    let grid: Grid

    /// At most so many of each: all of some periods.
    static let remembered = 16_384
    /// Of what is large, the tables of periods and explained dyads.
    private static let rememberedTables = 8
    private static let rememberedExplanations = 256

    private struct ExplanationKey: Hashable {
        let dyad: Dyad
        let period: Period
    }

    private struct TableKey: Hashable {
        let indicator: NodeID
        let place: Int
        let date: Day
    }

    private struct CourseKey: Hashable {
        let indicator: NodeID
        let dyad: Dyad
    }

    private struct PlaceKey: Hashable {
        let indicator: NodeID
        /// Positions in the model.
        let power: Int
        let country: Int
    }

    /// What a reading stands on, on all days from one until before another.
    private struct KnownDetails {
        let since: Day
        let until: Day
        let details: ReadingDetails
    }

    /// - Parameters:
    ///   - scorer: Of this model and panel, where one is at hand.
    ///   - table: What it computed, for all the periods that figures are of.
    package init(model: Model, panel: Panel, scorer: Scorer? = nil, table: ScoreTable? = nil) {
        self.model = model
        self.panel = panel
        knownScorer = scorer
        lentTable = table
        var leaves: [NodeID: [Indicator]] = [:]
        for (position, node) in model.nodes.enumerated() {
            guard let indicator = node.indicator else { continue }
            var place: Int? = position
            while let above = place {
                leaves[model.nodes[above].id, default: []].append(indicator)
                place = model.nodes[above].parent
            }
        }
        for indicator in model.tracked { leaves[indicator.id] = [indicator] }
        self.leaves = leaves
        grid = model.grid
        // What goes over them is not begun anew for each that comes.
        if let last = table?.periods.last { gridPeriods = grid.periods(through: last.end) }
        countries = Dictionary(zip(model.countries.map(\.id), 0...)) { first, _ in first }
        powers = Dictionary(zip(model.powers.map(\.id), 0...)) { first, _ in first }
    }

    func actors(_ power: PowerID) -> [PowerID] {
        if power == .world { return model.powers.map(\.id) }
        if let pair = PowerPair(power) { return [pair.first, pair.second, pair.observed] }
        return [power]
    }

    // MARK: Readings

    func knownReader(of definition: Indicator) throws(ScoringError) -> IndicatorReader {
        if let known = readers[definition.id] { return known }
        let reader: IndicatorReader
        if let read = knownScorer?.readers.first(where: { $0.indicator.id == definition.id }) {
            reader = read
        } else {
            reader = try IndicatorReader(definition, model: model, panel: panel)
        }
        readers[definition.id] = reader
        return reader
    }

    /// - Returns: `nil` for what is no indicator of the model that can be read for a dyad.
    func reader(of id: NodeID) -> IndicatorReader? {
        model.indicator(id).flatMap { try? knownReader(of: $0) }
    }

    func place(of dyad: Dyad) -> DyadPlace? {
        guard let power = powers[dyad.power], let country = countries[dyad.country] else { return nil }
        return DyadPlace(power: power, country: country)
    }

    /// Position.
    func place(of country: CountryID) -> Int? { countries[country] }

    /// The signs of cooperation of two powers, in the plan's order.
    func signs(of pair: PowerPair) -> [CooperationSource] {
        if let known = knownSigns[pair] { return known }
        let sources = (model.measures?.coopetition?.sources ?? []).compactMap { source in
            model.indicator(source.indicator).map {
                CooperationSource(source, $0, pair: pair, model: model, panel: panel)
            }
        }
        knownSigns[pair] = sources
        return sources
    }

    func leaves(of node: NodeID) -> [NodeID] { (leaves[node] ?? []).map(\.id) }

    /// The indicators beneath a node whose values have a part in its score.
    func countedLeaves(of node: NodeID, _ dyad: Dyad, at period: Period, in table: ScoreTable?) -> [NodeID] {
        guard let table, let top = table.position(of: node), let dyad = table.position(of: dyad),
            let period = table.position(of: period)
        else { return leaves(of: node) }
        var found: [NodeID] = []
        func visit(_ position: Int) {
            guard table.score(node: position, dyad: dyad, period: period).value != nil else { return }
            if let indicator = model.nodes[position].indicator { found.append(indicator.id) }
            for child in model.nodes[position].children where table.weights[child, at: period] > 0 { visit(child) }
        }
        visit(top)
        return found
    }

    func details(_ reader: IndicatorReader, _ place: DyadPlace, at period: Period) -> ReadingDetails {
        let key = PlaceKey(indicator: reader.indicator.id, power: place.power, country: place.country)
        let date = period.end
        // Those before lie close by: periods are gone through in order.
        if let known = details[key]?.last(where: { $0.since <= date && date < $0.until }) { return known.details }
        let cell = place.cell(at: period)
        let own = reader.sheets.place(of: cell)
        let reading = read(reader, own, at: date, into: &selection)
        let found = ReadingDetails(
            value: reading.value.isNaN ? nil : reading.value,
            absence: reading.absence,
            freshness: reading.freshness,
            known: reading.known,
            reporter: reader.reporter(of: selection, for: cell),
            source: selection.isFallback ? reader.indicator.fallback : nil,
            newest: selection.newest,
            span: reading.value.isNaN ? nil : reader.span(of: selection, for: cell),
            statuses: reading.value.isNaN ? [] : reader.statuses(of: selection, for: cell, panel)
        )
        if detailCount >= Self.remembered {
            details.removeAll(keepingCapacity: true)
            detailCount = 0
        }
        // A register speaks of each day that passes.
        let until = reader.indicator.gaps == .zero ? date.adding(days: 1) : reading.until
        details[key, default: []].append(KnownDetails(since: date, until: until, details: found))
        detailCount += 1
        return found
    }

    private func read(
        _ reader: IndicatorReader,
        _ place: IndicatorReader.Place,
        at date: Day,
        into selection: inout Selection
    ) -> IndicatorReading {
        selection.clear()
        guard let tables = reader.tables else { return reader.readDyad(place, at: date, into: &selection) }
        let key = TableKey(indicator: reader.indicator.id, place: place.sheet, date: date)
        let table = self.tables[key] ?? reader.table(tables, at: place.sheet, date: date)
        if self.tables.count >= Self.remembered { self.tables.removeAll(keepingCapacity: true) }
        self.tables[key] = table
        return reader.read(place, in: table, at: date, into: &selection)
    }

    /// The grid's periods that end by a day.
    func periods(through day: Day) -> ArraySlice<Period> {
        if gridPeriods.last.map({ $0.end < day }) ?? true { gridPeriods = grid.periods(through: day) }
        return gridPeriods[..<gridPeriods.indices.partition { gridPeriods[$0].end > day }]
    }

    /// What happens to the readings of a dyad over the grid's periods, at least those that end by a day: found once, whoever
    /// asks for which part of it.
    func course(of reader: IndicatorReader, _ dyad: Dyad, _ place: DyadPlace, through day: Day) -> Course {
        let periods = periods(through: day)
        let key = CourseKey(indicator: reader.indicator.id, dyad: dyad)
        if let known = courses[key], known.through >= periods.endIndex { return known.course }
        // As far as anybody has asked yet.
        let all = gridPeriods
        let course = reader.course(place.power, in: place.country, over: all) { own, date, selection in
            read(reader, own, at: date, into: &selection)
        }
        if courses.count >= Self.remembered { courses.removeAll(keepingCapacity: true) }
        courses[key] = (all.count, course)
        return course
    }

    /// The stretch that the value of an indicator lies in, or did when there was one.
    func stretch(of indicator: NodeID, _ dyad: Dyad, at period: Period) -> Stretch? {
        guard let reader = reader(of: indicator), let place = place(of: dyad) else { return nil }
        let own = reader.sheets.place(of: place.cell(at: period))
        if !read(reader, own, at: period.end, into: &selection).value.isNaN {
            return reader.stretch(of: selection, at: own)
        }
        let count = periods(through: period.end).endIndex
        return course(of: reader, dyad, place, through: period.end).stretches.last { $0.since < count }?.stretch
    }

    // MARK: Explanations

    /// Why the scores of a dyad in a period of the grid are what they are: told once, whoever asks for which node, from one
    /// table of the period for all dyads.
    /// - Returns: `nil` where one of the names is not of the model, or the model cannot be scored.
    package func explanation(of dyad: Dyad, at period: Period) -> Explanation? {
        let key = ExplanationKey(dyad: dyad, period: period)
        if let known = explanations[key] { return known }
        // A model that cannot be scored has failed the run already.
        guard let table = table(with: period),
            let found = try? scorer().explain(dyad, at: period, in: table)
        else { return nil }
        if explanations.count >= Self.rememberedExplanations { explanations.removeAll(keepingCapacity: true) }
        explanations[key] = found
        return found
    }

    /// Whether the scores of a period are at hand.
    func isComputed(_ period: Period) -> Bool {
        lentTable?.position(of: period) != nil || scoreTables[period] != nil
    }

    /// The scores of a period for all dyads.
    func table(with period: Period) -> ScoreTable? {
        if let lentTable, lentTable.position(of: period) != nil { return lentTable }
        if let known = scoreTables[period] { return known }
        let wanted = model.hasParametersOfPanel ? Array(periods(through: period.end)) : [period]
        guard let table = try? scorer().scores(for: wanted) else { return nil }
        if scoreTables.count >= Self.rememberedTables { scoreTables.removeAll(keepingCapacity: true) }
        scoreTables[period] = table
        return table
    }

    /// The scorer of the same model and panel.
    package func scorer() throws(ScoringError) -> Scorer {
        if let knownScorer { return knownScorer }
        let scorer = try Scorer(model: model, panel: panel)
        knownScorer = scorer
        return scorer
    }
}
