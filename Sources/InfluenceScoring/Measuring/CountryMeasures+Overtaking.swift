internal import InfluenceModel

extension CountryMeasures {
    /// A's and B's values of a node at a period, and whether they are of newer data than at the period before.
    private struct Rivals {
        let first: Double
        let second: Double
        let isNewData: Bool
        let coverage: Double
        let confidence: Double
    }

    /// Who leads in each share and in the scores of the index and the dimensions.
    mutating func addOvertaking(
        _ pair: PowerPair,
        _ first: Int,
        _ second: Int,
        _ readings: inout PairedReadings
    ) throws(ScoringError) {
        guard let overtaking = plan.overtaking else { return }
        for id in overtaking.shares {
            guard let known = readings.read(id) else { continue }
            add(pair, id, shares(known), margin: overtaking.shareMargin, overtaking)
        }
        for node in [0] + model.nodes[0].children where model.nodes[node].aggregate != nil {
            add(pair, model.nodes[node].id, scores(of: node, first, second), margin: overtaking.scoreMargin, overtaking)
        }
    }

    private func shares(_ readings: [PairedReading]) -> [Rivals?] {
        var known: Period?
        return readings.map { reading in
            guard let period = reading.period else { return nil }
            defer { known = period }
            return Rivals(
                first: reading.first,
                second: reading.second,
                isNewData: period != known,
                coverage: 1,
                confidence: reading.freshness.confidence
            )
        }
    }

    /// A score has new data where it is not what it was.
    private func scores(of node: Int, _ first: Int, _ second: Int) -> [Rivals?] {
        var known: (Double, Double)?
        return periods.indices.map { period in
            let one = score(node, first, period)
            let other = score(node, second, period)
            guard let a = one.value, let b = other.value else { return nil }
            defer { known = (a, b) }
            return Rivals(
                first: a,
                second: b,
                isNewData: known.map { $0 != (a, b) } ?? true,
                coverage: min(one.coverage, other.coverage),
                confidence: min(one.confidence, other.confidence)
            )
        }
    }

    private func score(_ node: Int, _ power: Int, _ period: Int) -> Score {
        table.score(node: node, dyad: country * model.powers.count + power, period: period)
    }

    private mutating func add(
        _ pair: PowerPair,
        _ node: NodeID,
        _ rivals: [Rivals?],
        margin: Double,
        _ overtaking: MeasurePlan.Overtaking
    ) {
        var held = HeldLead(hold: overtaking.hold)
        var (states, latest, gaps, ratios): ([Score], [Score], [Score], [Score]) = ([], [], [], [])
        for rivals in rivals {
            guard let rivals else {
                states.append(.none)
                latest.append(.none)
                gaps.append(.none)
                ratios.append(.none)
                continue
            }
            let make = { (value: Double) in
                Score(measured: value, coverage: rivals.coverage, confidence: rivals.confidence)
            }
            let gap = rivals.second - rivals.first
            let lead = Lead(gap: gap, margin: margin)
            states.append(make(Double(held.update(lead, isNewData: rivals.isNewData).rawValue)))
            latest.append(make(Double(lead.rawValue)))
            gaps.append(make(gap))
            let ratio = Lead(first: rivals.first, second: rivals.second, multiple: overtaking.ratio)
            ratios.append(make(Double(ratio.rawValue)))
        }
        collector.add(.overtaking, node, of: pair.id, states)
        collector.add(.overtakingLatest, node, of: pair.id, latest)
        collector.add(.overtakingGap, node, of: pair.id, gaps)
        collector.add(.overtakingRatio, node, of: pair.id, ratios)
    }
}
