internal import InfluenceModel

private struct LeadKey: Hashable {
    let pair: Int
    let node: NodeID
}

extension CountryMeasures {
    /// A's and B's values of a node at a period.
    struct Rivals {
        let first: Double
        let second: Double
        /// Whether they are of newer data than at the period before.
        let isNewData: Bool
        /// Whether they cannot be compared with those before.
        let isBreak: Bool
        let coverage: Double
        let confidence: Double
    }

    /// Who leads in a share or in the scores of a node, in four ways; one of each a period.
    struct Leads {
        var held: [Score] = []
        var latest: [Score] = []
        var gaps: [Score] = []
        var ratios: [Score] = []
    }

    /// - Returns: `nil` for another subject than a pair, and for what is not compared.
    func leads(of subject: MeasuredSubject, in facet: NodeID?) -> Leads? {
        guard case .pair(let first, let second, let number) = subject, let facet, let overtaking = plan.overtaking
        else {
            return nil
        }
        return once(LeadKey(pair: number, node: facet)) {
            let node = model.comparedNodes.first { model.nodes[$0].id == facet && model.nodes[$0].aggregate != nil }
            if let node {
                let rivals = scores(of: node, first, second, margin: overtaking.scoreMargin)
                return leads(rivals, margin: overtaking.scoreMargin, overtaking)
            }
            guard let known = paired(facet, first, second, ofPair: number) else { return nil }
            return leads(shares(known), margin: overtaking.shareMargin, overtaking)
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
                isBreak: reading.isBreak,
                coverage: 1,
                confidence: reading.freshness.confidence
            )
        }
    }

    /// Scores are as sure as the lesser of the two.
    private func scores(of node: Int, _ first: Int, _ second: Int, margin: Double) -> [Rivals?] {
        let points = [first, second].map { arrivals.turningPoints(beneath: node, $0) }
        var last: (period: Int, lead: Lead)?
        var isPending = false
        return periods.indices.map { period in
            isPending = isPending || points.contains { $0.contains(period) }
            let (one, other) = (score(node, first, period), score(node, second, period))
            guard let a = one.value, let b = other.value else { return nil }
            let lead = Lead(first: a, second: b, margin: margin)
            var isBreak = false
            if let last, isPending, last.lead != lead {
                isBreak = isOfBreaks(lead, a, b, beneath: node, first, second, from: last.period, to: period, margin)
            }
            isPending = false
            last = (period, lead)
            return Rivals(
                first: a,
                second: b,
                isNewData: [first, second].contains { arrivals.isNew(beneath: node, $0, at: period) },
                isBreak: isBreak,
                coverage: min(one.coverage, other.coverage),
                confidence: min(one.confidence, other.confidence)
            )
        }
    }

    /// Whether a lead in scores would not have come about without the leaves that break.
    func isOfBreaks(
        _ lead: Lead,
        _ a: Double,
        _ b: Double,
        beneath node: Int,
        _ first: Int,
        _ second: Int,
        from start: Int,
        to end: Int,
        _ margin: Double
    ) -> Bool {
        let broken =
            brokenChange(beneath: node, second, from: start, to: end)
            - brokenChange(beneath: node, first, from: start, to: end)
        let size = max(a.magnitude, b.magnitude)
        return broken.isNaN || Lead(gap: b - a - broken, margin: margin, ofSize: size) != lead
    }

    private func leads(_ rivals: [Rivals?], margin: Double, _ overtaking: MeasurePlan.Overtaking) -> Leads {
        let gate = overtaking.minCoverage ?? plan.minCoverage
        var held = HeldLead(hold: overtaking.hold)
        var leads = Leads()
        // New data that came in while there was no value are new still.
        var isNewData = false
        for rivals in rivals {
            guard let rivals, Gate(minimum: gate).isPassed(by: rivals.coverage) else {
                let known = Score(value: nil, coverage: rivals?.coverage ?? 0, confidence: rivals?.confidence ?? 0)
                leads.held.append(known)
                leads.latest.append(known)
                leads.gaps.append(known)
                leads.ratios.append(known)
                isNewData = isNewData || rivals?.isNewData ?? false
                continue
            }
            let make = { (value: Double) in
                Score(measured: value, coverage: rivals.coverage, confidence: rivals.confidence, gate: gate)
            }
            let lead = Lead(first: rivals.first, second: rivals.second, margin: margin)
            let believed = held.update(lead, isNewData: rivals.isNewData || isNewData, isBreak: rivals.isBreak)
            isNewData = false
            leads.held.append(make(Double(believed.rawValue)))
            leads.latest.append(make(Double(lead.rawValue)))
            leads.gaps.append(make(rivals.second - rivals.first))
            let ratio = Lead(first: rivals.first, second: rivals.second, multiple: overtaking.ratio)
            leads.ratios.append(
                ratio.map { make(Double($0.rawValue)) }
                    ?? Score(value: nil, coverage: rivals.coverage, confidence: rivals.confidence)
            )
        }
        return leads
    }
}
