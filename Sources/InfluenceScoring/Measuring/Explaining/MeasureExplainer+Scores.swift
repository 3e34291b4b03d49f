package import InfluenceModel

// The measures that are made of scores.

extension MeasureExplainer {
    /// The dimensions of both powers.
    /// - Parameters:
    ///   - needed: How many of them must be common.
    ///   - named: Those that must be.
    ///   - contribution: Of a common dimension; `nil` where the formula is no sum.
    func structure(
        _ question: MeasureQuestion,
        needed: Int = 1,
        named: [NodeID] = [],
        contribution: Contribution
    ) throws(ScoringError) -> MeasureExplanation {
        let (parts, pair) = try dimensions(question, contribution)
        return question.answer(parts, absence(question, pair, needed: needed, named: named))
    }

    /// Of a common dimension, where both powers have an index.
    typealias Contribution = (_ part: PairStructure.Part, _ pair: PairStructure) -> Double?

    /// Both halves: the dimensions with what they add to contest, the signs with what they add to cooperation.
    /// - Parameter isRatio: Whether there is none where both are 0.
    func coopetition(_ question: MeasureQuestion, isRatio: Bool = false) throws(ScoringError) -> MeasureExplanation {
        let (parts, pair) = try dimensions(question) { $1.contestPart($0) }
        let signs = signs(question)
        let contest = absence(question, pair) == nil ? pair.contest : .nan
        var absence: MeasureAbsence?
        if contest.isNaN {
            absence = .part(.contest)
        } else if signs.absence != nil {
            absence = .part(.cooperation)
        } else if isRatio, contest == 0, signs.parts.allSatisfy({ ($0.contribution ?? 0) == 0 }) {
            absence = .zeroParts
        }
        return question.answer(parts + signs.parts, absence)
    }

    private func dimensions(
        _ question: MeasureQuestion,
        _ contribution: Contribution
    ) throws(ScoringError) -> ([MeasurePart], PairStructure) {
        guard let (first, second) = question.pair else { return ([], PairStructure()) }
        let measures = question.measures
        let pair = measures.panel.pair(first, second, at: question.at)
        var parts: [MeasurePart] = []
        let weights = measures.panel.weights(at: question.at)
        for (place, dimension) in measures.panel.dimensions.enumerated() where weights[place] > 0 {
            guard let node = table.position(of: dimension) else { continue }
            let sides = [first, second].map { measures.score(node, $0, question.at) }
            let common = pair.parts.first { $0.dimension == place }
            var part = MeasurePart(kind: .dimension, id: dimension.text, node: dimension)
            part.weight = weights[place] / pair.totalWeight
            (part.value, part.counterpart) = (sides[0].value, sides[1].value)
            if let common {
                part.isUsed = true
                part.confidence = common.confidence
                part.contribution = pair.first > 0 && pair.second > 0 ? contribution(common, pair) : nil
            }
            part.observations =
                try explanation(question, first).observations(of: dimension)
                + explanation(question, second).observations(of: dimension)
            parts.append(part)
        }
        return (parts, pair)
    }

    private func absence(
        _ question: MeasureQuestion,
        _ pair: PairStructure,
        needed: Int = 1,
        named: [NodeID] = []
    ) -> MeasureAbsence? {
        guard let (first, second) = question.pair else { return .nothing(.dimensions) }
        let (measures, model) = (question.measures, question.model)
        for power in [first, second] where measures.panel.index(of: power, at: question.at).value == nil {
            return .noScore(model.powers[power].id, of: model.nodes[0].id)
        }
        if pair.parts.isEmpty { return .dimensions(common: 0, needed: 1) }
        if let (part, isFirst) = pair.belowScale {
            let (power, dimension) = (isFirst ? first : second, measures.panel.dimensions[part.dimension])
            let value = table.position(of: dimension).flatMap { measures.score($0, power, question.at).value }
            return .belowScale(
                model.powers[power].id,
                of: dimension,
                value: value ?? .nan,
                low: model.scale.low
            )
        }
        for (power, sum) in [(first, pair.first), (second, pair.second)] where !(sum > 0) {
            return .zeroIndex(model.powers[power].id)
        }
        if pair.parts.count < needed { return .dimensions(common: pair.parts.count, needed: needed) }
        for dimension in named {
            let place = measures.panel.dimensions.firstIndex(of: dimension)
            guard pair.parts.contains(where: { $0.dimension == place }) else { return .dimension(dimension) }
        }
        return gate(
            .dimensions,
            question,
            known: pair.parts.count,
            of: measures.panel.weights(at: question.at).count { $0 > 0 },
            coverage: pair.coverage,
            plan.minCoverage
        )
    }

    /// Why the gate is closed; `nil` where it is open.
    package func gate(
        _ basis: Measure.Basis,
        _ question: MeasureQuestion,
        known: Int,
        of count: Int,
        coverage: Double,
        _ minimum: Double
    ) -> MeasureAbsence? {
        if known == 0 { return .nothing(basis) }
        guard !Gate(minimum: minimum).isPassed(by: coverage) else { return nil }
        return .gate(basis, known: known, of: count, coverage: coverage, minimum: minimum)
    }

    /// The powers that are inside no other, with their shares.
    /// - Parameter counts: Whether the share of a power is a part of the value, which is a sum of shares, by whether the
    ///   measure is about it.
    func shares(
        _ question: MeasureQuestion,
        counts: (_ isSubject: Bool) -> Bool
    ) throws(ScoringError) -> MeasureExplanation {
        let measures = question.measures
        let shares = PowerShares(measures.panel, among: measures.configured, at: question.at)
        var subjects: [Int] = []
        switch question.subject {
        case .power(let power): subjects = [power]
        case .pair(let first, let second, _): subjects = [first, second]
        case .country: break
        }
        var parts: [MeasurePart] = []
        for power in measures.configured {
            var part = try self.power(question, power, weight: 1 / Double(measures.configured.count))
            let share = shares[power]
            part.isUsed = shares.powers.contains(power)
            part.share = share.isNaN ? nil : share
            part.contribution = counts(subjects.contains(power)) ? part.share : nil
            parts.append(part)
        }
        return question.answer(parts, absence(question, shares, subjects))
    }

    private func absence(_ question: MeasureQuestion, _ shares: PowerShares, _ subjects: [Int]) -> MeasureAbsence? {
        let model = question.model
        let closed = gate(
            .powers,
            question,
            known: shares.powers.count,
            of: shares.configured,
            coverage: shares.coverage,
            question.gate
        )
        if let closed { return closed }
        for power in subjects where !shares.powers.contains(power) {
            return .noScore(model.powers[power].id, of: model.nodes[0].id)
        }
        guard shares.shares.isEmpty else { return nil }
        if let absence = noShares(shares, model) { return absence }
        if shares.powers.count == 1 { return .onePower(model.powers[shares.powers[0]].id) }
        return .zeroSum
    }

    private func noShares(_ shares: PowerShares, _ model: Model) -> MeasureAbsence? {
        shares.negative.map { .noShares(model.powers[$0.power].id, of: model.nodes[0].id, value: $0.value) }
    }

    /// A power with its index.
    package func power(
        _ question: MeasureQuestion,
        _ power: Int,
        weight: Double?,
        at period: Int? = nil
    ) throws(ScoringError) -> MeasurePart {
        let root = question.model.nodes[0].id
        let score = question.measures.panel.index(of: power, at: period ?? question.at)
        var part = MeasurePart(kind: .power, id: question.model.powers[power].id.text, node: root)
        part.weight = weight
        part.value = score.value
        part.confidence = score.confidence
        part.observations = try explanation(question, power, at: period).observations(of: root)
        return part
    }

    /// The shares of the powers at both ends of the span: `value` the earlier one, `counterpart` the later one, per cent.
    func displacement(_ question: MeasureQuestion) throws(ScoringError) -> MeasureExplanation {
        let measures = question.measures
        guard let (first, second) = question.pair, let span = plan.displacement,
            let start = measures.start(of: span, before: question.at)
        else { return question.answer([], .spanCut) }
        let (before, now) = measures.shares(from: start, to: question.at)
        var parts: [MeasurePart] = []
        for power in measures.configured {
            var part = try self.power(question, power, weight: 1 / Double(measures.configured.count))
            let ends = [before[power], now[power]]
            (part.value, part.counterpart) = (ends[0].isNaN ? nil : ends[0] * 100, ends[1].isNaN ? nil : ends[1] * 100)
            part.unit = "percent"
            part.share =
                ends.contains(where: \.isNaN) ? nil : PowerShares.change(from: ends[0], to: ends[1])
            part.isUsed = now.powers.contains(power)
            part.observations += try explanation(question, power, at: start).observations(
                of: question.model.nodes[0].id
            )
            parts.append(part)
        }
        var absence =
            now.powers.isEmpty
            ? .otherEnd
            : gate(
                .powers,
                question,
                known: now.powers.count,
                of: now.configured,
                coverage: now.coverage,
                question.gate
            )
        absence = absence ?? noShares(before, question.model) ?? noShares(now, question.model)
        if absence == nil, [first, second].contains(where: { before[$0].isNaN || now[$0].isNaN }) {
            absence = .otherEnd
        }
        return question.answer(parts, absence, breaks: breaks(question, measures.configured, after: start))
    }
}
