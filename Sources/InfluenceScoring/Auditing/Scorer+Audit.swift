package import InfluenceModel

extension Scorer {
    /// Audits the model on the panel.
    ///
    /// - Parameters:
    ///   - period: Only its cells are looked at; parameters of the method still come from all periods. `nil`: all.
    ///   - periods: As of ``scores(for:threads:)``.
    /// - Throws: ``ScoringError/unknownPeriod(_:)``, and what scoring throws.
    package func audit(at period: Period? = nil, among periods: [Period], threads: Int = 1) throws(ScoringError)
        -> Audit
    {
        let cells = Cells(model, periods: periods)
        let columns = columns(in: cells, threads: threads)
        let table = try ScoreTable(scoring: columns.map(\.treated), of: model, in: cells, threads: threads)
        var chosen = Array(periods.indices)
        if let period {
            guard let position = table.position(of: period) else { throw .unknownPeriod(period) }
            chosen = [position]
        }
        let places = cells.dyads.indices.flatMap { dyad in chosen.map { dyad * periods.count + $0 } }
        let subjects = AuditSubjects(model: model, table: table, chosen: chosen, threads: threads)
        let leaves = model.leaves
        return Audit(
            periods: chosen.map { periods[$0] },
            cells: places.count,
            indicators: zip(leaves, columns).compactMap { node, column in
                IndicatorAudit(model, node: node, column, places: places, chosen: chosen)
            },
            correlations: subjects.correlations(leaves),
            aggregates: subjects.aggregates(),
            weightsOf: subjects.weightsOf,
            dyads: cells.dyads.indices.map { position in
                let places = chosen.map { position * periods.count + $0 }
                return Availability(cells.dyads[position], of: columns, places: places)
            },
            powers: model.powers.indices.map { power in
                let places = stride(from: power, to: cells.dyads.count, by: cells.powerCount).flatMap { dyad in
                    chosen.map { dyad * periods.count + $0 }
                }
                return Availability(model.powers[power].id, of: columns, places: places)
            }
        )
    }
}

extension Availability {
    fileprivate init(_ subject: Subject, of columns: [PreparedColumn], places: [Int]) {
        var (available, applicable) = (0, 0)
        for column in columns {
            for place in places where column.raw.freshness(at: place) != .notApplicable {
                applicable += 1
                available += column.raw.values[place].isNaN ? 0 : 1
            }
        }
        self.init(subject: subject, available: available, applicable: applicable)
    }
}

extension IndicatorAudit {
    fileprivate init?(_ model: Model, node: Int, _ column: PreparedColumn, places: [Int], chosen: [Int]) {
        guard let indicator = model.nodes[node].indicator else { return nil }
        id = indicator.id
        dimension = model.nodes[model.dimension(of: node) ?? node].id
        sample = Sample(places.lazy.map { column.raw.values[$0] })
        notApplicable = places.count { column.raw.freshness(at: $0) == .notApplicable }
        missing = places.count - notApplicable - sample.count
        imputed = places.count { column.imputed.freshness(at: $0) == .imputed }
        zeros = sample.values.count { $0 == 0 }
        var (unique, same, run) = (0, 0, 0)
        var previous = Double.nan
        for value in sample.values.sorted() {
            run = value == previous ? run + 1 : 1
            unique += run == 1 ? 1 : 0
            same = max(same, run)
            previous = value
        }
        (self.unique, self.same) = (unique, same)
        if let goalposts = indicator.normalisation.goalposts, sample.count > 0 {
            let values = places.map { column.treated.values[$0] }.filter { !$0.isNaN }
            let count = Double(max(1, values.count))
            saturation = Saturation(
                low: Double(values.count { $0 <= goalposts.low }) / count,
                high: Double(values.count { $0 >= goalposts.high }) / count
            )
        } else {
            saturation = nil
        }
        let isByPeriod = indicator.treatment?.scope == .period
        treatment =
            isByPeriod
            ? chosen.compactMap { column.outcomes.indices.contains($0) ? column.outcomes[$0] : nil } : column.outcomes
        let applicable = Double(places.count - notApplicable)
        var flags: [Flag] = []
        if Double(sample.count) < 0.65 * applicable { flags.append(.unavailable) }
        if Double(sample.count - zeros) < 0.5 * applicable { flags.append(.zeros) }
        if Double(unique) < 0.5 * applicable { flags.append(.repeated) }
        if let skewness = sample.skewness, let kurtosis = sample.kurtosis, skewness.magnitude > 2, kurtosis > 3.5 {
            flags.append(.outliers)
        }
        if !sample.isSpread { flags.append(.constant) }
        if let saturation, max(saturation.low, saturation.high) > 0.25 { flags.append(.saturated) }
        self.flags = flags
    }
}
