internal import InfluenceModel

/// The scores that the reporters of the same facts give: of each that is listed the score with its values in the place of
/// those of the reporters chosen, wherever it has one for the same dyad and period. Apart from the uncertainty of the
/// method and from the range between host and partner, and added to neither.
package struct ReporterRange: Hashable, Sendable {
    package let low: Double
    package let high: Double
    /// Those whose values give another score, in code-point order.
    package let reporters: [String]
}

extension Scorer {
    /// - Parameters: As of ``uncertainty(of:from:at:countries:levels:pairs:isComplete:threads:)``.
    /// - Returns: By node and dyad of the table; `nil` where all reporters give the same score.
    func reporterRanges(
        of table: ScoreTable,
        from columns: [PreparedColumn],
        at period: Int,
        threads: Int
    ) throws(ScoringError) -> [ReporterRange?] {
        // Of one period alone, unless other periods have a say in it.
        let isWhole = model.reach.contains(.periods)
        let cells = isWhole ? table.cells : Cells(model, periods: [table.periods[period]])
        let place = isWhole ? period : 0
        let chosen = chosen(at: table.periods[period], cells.dyads.indices)
        var ranges = [ReporterRange?](repeating: nil, count: table.nodes.count * cells.dyads.count)
        for reporter in reportersRead {
            let found = try values(by: reporter, instead: chosen, cells.dyads)
            guard !found.isEmpty else { continue }
            var replaced: [Column] = []
            for (number, indicator) in model.indicators.enumerated() {
                var raw = columns[number].raw
                if !isWhole {
                    let places = cells.dyads.indices.map { $0 * table.periods.count + period }
                    raw = Column(
                        values: places.map { raw.values[$0] },
                        freshness: raw.freshness.map { all in places.map { all[$0] } },
                        known: raw.known.map { all in places.map { all[$0] } }
                    )
                }
                for value in found where value.indicator == number {
                    let cell = value.dyad * cells.periods.count + place
                    // Not what is screened.
                    if !raw.values[cell].isNaN { raw.values[cell] = value.value }
                }
                replaced.append(PreparedColumn(raw, of: indicator, model: model, cells: cells).treated)
            }
            let scores = try ScoreTable(scoring: replaced, of: model, in: cells, threads: threads)
            for node in table.nodes.indices {
                for dyad in cells.dyads.indices {
                    guard let own = table.score(node: node, dyad: dyad, period: period).value,
                        let other = scores.score(node: node, dyad: dyad, period: place).value, other != own
                    else { continue }
                    let position = node * cells.dyads.count + dyad
                    let known = ranges[position]
                    ranges[position] = ReporterRange(
                        low: min(known?.low ?? own, other),
                        high: max(known?.high ?? own, other),
                        reporters: (known?.reporters ?? []) + [reporter]
                    )
                }
            }
        }
        return ranges
    }

    /// A raw value and the newest period that it comes from.
    private struct Chosen {
        let value: Double
        let newest: Period
    }

    private struct Replaced {
        let indicator: Int
        let dyad: Int
        let value: Double
    }

    /// By indicator and dyad; `nil` where there is no value.
    private func chosen(at period: Period, _ dyads: Range<Int>) -> [[Chosen?]] {
        let cells = Cells(model, periods: [period])
        var selection = Selection()
        var chosen: [[Chosen?]] = []
        for reader in readers {
            var column: [Chosen?] = []
            for dyad in dyads {
                let reading = reader.read(cells.cell(dyad: dyad, period: period), into: &selection)
                let newest = reading.value.isNaN ? nil : selection.newest
                column.append(newest.map { Chosen(value: reading.value, newest: $0) })
            }
            chosen.append(column)
        }
        return chosen
    }

    /// The reporters that some value, or what it is divided by, could have been read from: of those listed, or where none
    /// are, of those that reported anything.
    private var reportersRead: [String] {
        var names: Set<String> = []
        for indicator in model.indicators {
            for read in [indicator] + others(readBy: indicator) {
                let found = reporters(of: read)
                if found.count > 1 { names.formUnion(found) }
            }
        }
        return names.sorted { $0.utf8.lexicographicallyPrecedes($1.utf8) }
    }

    private func reporters(of indicator: Indicator) -> Set<String> {
        if let listed = indicator.reporters { return Set(listed.usual + listed.byCountry.values.flatMap { $0 }) }
        let places = model.countries.map { CountryID?.some($0.id) } + [nil]
        return Set(
            indicator.inputs.flatMap { input in
                places.flatMap { place in panel.reporters(of: input, in: place) }
            }
        )
    }

    /// What it is divided by, and what is published in its place.
    private func others(readBy indicator: Indicator) -> [Indicator] {
        [indicator.denominator, indicator.fallback].compactMap { $0.flatMap { model.indicator($0) } }
    }

    /// What the reporter says of the same dyads and periods, where it says anything else.
    private func values(
        by reporter: String,
        instead chosen: [[Chosen?]],
        _ dyads: [Dyad]
    ) throws(ScoringError) -> [Replaced] {
        func readBy(_ indicator: Indicator) -> Indicator? {
            let known = reporters(of: indicator)
            guard known.count > 1, known.contains(reporter) else { return nil }
            var indicator = indicator
            indicator.reporters = indicator.reporters?.keeping(reporter) ?? [reporter]
            return indicator
        }
        var replaced: [Replaced] = []
        var selection = Selection()
        let powers = PowerColumns(model)
        for (number, indicator) in model.indicators.enumerated() {
            let (own, others) = (readBy(indicator), others(readBy: indicator).compactMap(readBy))
            guard own != nil || !others.isEmpty else { continue }
            let reader = try IndicatorReader(
                own ?? indicator,
                model: others.reduce(model) { $0.replacing($1) },
                panel: panel,
                powers: powers
            )
            for dyad in dyads.indices {
                guard let known = chosen[number][dyad] else { continue }
                let (country, power) = dyad.quotientAndRemainder(dividingBy: model.powers.count)
                let cell = IndicatorReader.Cell(power: power, country: country, period: known.newest)
                let reading = reader.read(cell, into: &selection)
                guard !reading.value.isNaN, selection.newest == known.newest, reading.value != known.value
                else { continue }
                replaced.append(Replaced(indicator: number, dyad: dyad, value: reading.value))
            }
        }
        return replaced
    }
}

extension Reporters {
    /// Where it is listed, that one alone; elsewhere nobody.
    fileprivate func keeping(_ reporter: String) -> Reporters {
        Reporters(
            usual.filter { $0 == reporter },
            byCountry: byCountry.mapValues { $0.filter { $0 == reporter } }
        )
    }
}

extension Model {
    /// With another reading of one indicator that others divide by, or read instead.
    fileprivate func replacing(_ indicator: Indicator) -> Model {
        var model = self
        model.tracked = tracked.map { $0.id == indicator.id ? indicator : $0 }
        for node in nodes.indices where nodes[node].indicator?.id == indicator.id {
            model.nodes[node].content = .indicator(indicator)
        }
        return model
    }
}
