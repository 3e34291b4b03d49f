internal import InfluenceModel

// The measures that are made of observations.

extension MeasureExplainer {
    /// The signs of cooperation, with the gate of the cooperation itself.
    func signs(_ question: MeasureQuestion) -> MeasureExplanation {
        guard case .pair(_, _, let number) = question.subject else { return question.answer([], .nothing(.sources)) }
        var selection = Selection()
        var mean = CooperationMean()
        var parts: [MeasurePart] = []
        for source in readers.cooperation[number] {
            let sign = source.read(
                country: question.measures.country,
                at: question.period.end,
                into: &selection,
                keepsSources: true
            )
            mean.add(sign.value, sign.freshness)
            var part = MeasurePart(kind: .sign, id: source.indicator.id.text, node: source.indicator.id)
            part.unit = source.indicator.rawUnit
            part.freshness = sign.freshness
            part.isUsed = !sign.value.isNaN
            part.value = sign.raw.isNaN ? nil : sign.raw
            part.share = sign.value.isNaN ? nil : sign.value
            part.confidence = part.isUsed ? sign.freshness.confidence : 0
            part.observations = observations(sign.sources)
            parts.append(part)
        }
        for place in parts.indices {
            if parts[place].freshness != .notApplicable { parts[place].weight = 1 / Double(mean.applicable) }
            parts[place].contribution = parts[place].share.map { $0 / Double(mean.known) }
        }
        let closed = gate(
            .sources,
            question,
            known: mean.known,
            of: mean.applicable,
            coverage: mean.coverage,
            plan.gate(of: .cooperation)
        )
        return question.answer(parts, closed)
    }

    /// The channels of a power, or of two together.
    /// - Parameter counted: What a share, 0...1, counts for in the mean.
    func channels(
        _ question: MeasureQuestion,
        counted: (Double, MeasurePlan.Dependency) -> Double
    ) -> MeasureExplanation {
        guard let dependency = plan.dependency else { return question.answer([], .nothing(.channels)) }
        var mean = ChannelMean(dependency)
        var parts: [MeasurePart] = []
        for channel in dependency.channels {
            let part = self.channel(question, channel, &mean, dependency)
            parts.append(part)
        }
        for (place, channel) in dependency.channels.enumerated() {
            if parts[place].freshness != .notApplicable, mean.applicable > 0 {
                parts[place].weight = channel.weight / mean.applicable
            }
            guard let share = parts[place].share else { continue }
            parts[place].contribution = channel.weight * counted(share, dependency) / mean.weight
        }
        let closed = gate(
            .channels,
            question,
            known: parts.count(where: \.isUsed),
            of: parts.count { $0.freshness != .notApplicable },
            coverage: mean.coverage,
            question.gate
        )
        return question.answer(parts, closed)
    }

    private func channel(
        _ question: MeasureQuestion,
        _ channel: MeasurePlan.Channel,
        _ mean: inout ChannelMean,
        _ dependency: MeasurePlan.Dependency
    ) -> MeasurePart {
        let measures = question.measures
        var part = MeasurePart(kind: .channel, id: channel.id.text, node: channel.share, unit: "percent")
        var percent = Double.nan
        var freshness = Freshness.missing
        if let (first, second) = question.pair {
            if let pair = paired(question, channel.share, first, second) {
                percent = question.model.together(first, second, pair)
                freshness = pair.freshness
                (part.value, part.counterpart) = percent.isNaN ? (nil, nil) : (pair.first, pair.second)
                part.observations = observations(question, pair, channel.share, first, second)
            }
        } else if case .power(let power) = question.subject {
            measures.readShares(of: power, channel) { period, value, age in
                if period == question.at { (percent, freshness) = (value, age) }
            }
            part.value = percent.isNaN ? nil : percent
            if !percent.isNaN, let reader = readers[channel.share] {
                part.observations = observations(reader, measures.cell(power, question.period))
            }
        }
        mean.add(channel, percent: percent, freshness: freshness)
        part.freshness = freshness
        part.isUsed = !percent.isNaN
        part.share = percent.isNaN ? nil : min(1, max(0, percent / 100))
        part.confidence = part.isUsed ? freshness.confidence : 0
        return part
    }

    /// The partners of the period that counts.
    /// - Parameter contribution: Of a partner's share, 0...1, where there is a value.
    func partners(
        _ question: MeasureQuestion,
        contribution: (Double) -> Double? = { _ in nil }
    ) -> MeasureExplanation {
        guard let (_, concentration) = readers.concentrations.first(where: { $0.channel == question.facet }),
            let share = plan.dependency?.channels.first(where: { $0.id == question.facet })
        else { return question.answer([], .noTotal) }
        var known: [Int: Concentration.Figures] = [:]
        let cell = question.measures.cell(0, question.period)
        let reading = concentration.read(cell, known: &known)
        guard let figures = reading.figures else { return question.answer([], reading.absence) }
        let sheet = concentration.sheets.sheets[concentration.sheets.place(of: cell).sheet]
        let listed = concentration.partners(sheet, figures.row)
        let whole = max(sheet.rows[figures.row].value, listed.reduce(0) { $0 + $1.value })
        // The largest first; of equal ones as they are listed.
        func sorted(_ partners: [(row: Int, value: Double)]) -> [(row: Int, value: Double)] {
            partners.enumerated().sorted { one, other in
                one.element.value == other.element.value
                    ? one.offset < other.offset : one.element.value > other.element.value
            }.map(\.element)
        }
        func listedPart(_ row: Int, _ value: Double) -> MeasurePart {
            let uses = observations(Array(sheet.sources[sheet.rows[row].sources]))
            let partner = uses.first?.observation.series.power?.text ?? ""
            var part = MeasurePart(kind: .partner, id: partner, node: share.partners)
            part.unit = uses.first?.observation.unit ?? ""
            part.value = value
            part.observations = uses
            return part
        }
        let counted = sorted(listed).map { row, value -> MeasurePart in
            var part = listedPart(row, value)
            part.weight = value / whole
            part.share = value / whole
            part.contribution = reading.absence == nil ? contribution(value / whole) : nil
            part.isUsed = true
            part.freshness = reading.freshness
            part.confidence = reading.freshness.confidence
            return part
        }
        // Told, not used: they stand for several others together, or are the country itself.
        let others = sorted(concentration.others(sheet, figures.row)).map { listedPart($0.row, $0.value) }
        return question.answer(counted + others, reading.absence)
    }

    /// The values of two powers that are compared: shares of one period and reporter, or scores.
    /// - Parameter isGated: Whether scores below the gate are none.
    func rivals(_ question: MeasureQuestion, isGated: Bool = true) throws(ScoringError) -> MeasureExplanation {
        guard let (first, second) = question.pair else { return question.answer([], .notComparable) }
        let model = question.model
        let node = question.facet ?? model.nodes[0].id
        guard let place = table.position(of: node), model.nodes[place].aggregate != nil else {
            return sharedRivals(question, node, first, second)
        }
        let gate = question.gate
        var parts: [MeasurePart] = []
        var absence: MeasureAbsence?
        for power in [first, second] {
            let score = question.measures.score(place, power, question.at)
            var part = MeasurePart(kind: .power, id: model.powers[power].id.text, node: node)
            part.value = score.value
            part.isUsed = score.value != nil
            part.confidence = score.confidence
            part.observations = try explanation(question, power).observations(of: node)
            parts.append(part)
            if score.value == nil {
                absence = absence ?? .noScore(model.powers[power].id, of: node)
            } else if isGated, !Gate(minimum: gate).isPassed(by: score.coverage) {
                absence =
                    absence
                    ?? .thinScore(model.powers[power].id, of: node, coverage: score.coverage, minimum: gate)
            }
        }
        guard let one = parts[0].value, let other = parts[1].value else { return question.answer(parts, absence) }
        return question.answer(
            parts,
            absence,
            MeasureComparison(unit: "", first: one, second: other, data: nil, reporter: nil)
        )
    }

    private func sharedRivals(
        _ question: MeasureQuestion,
        _ indicator: NodeID,
        _ first: Int,
        _ second: Int
    ) -> MeasureExplanation {
        let model = question.model
        guard let pair = paired(question, indicator, first, second), let data = pair.period else {
            return question.answer([], .notComparable)
        }
        let unit = model.indicator(indicator)?.rawUnit ?? ""
        var parts: [MeasurePart] = []
        for (power, value) in [(first, pair.first), (second, pair.second)] {
            var part = MeasurePart(kind: .power, id: model.powers[power].id.text, node: indicator, unit: unit)
            part.value = value
            part.isUsed = true
            part.freshness = pair.freshness
            part.confidence = pair.freshness.confidence
            if let reader = readers[indicator] {
                part.observations = observations(reader, of: pair, question.measures.cell(power, question.period))
            }
            parts.append(part)
        }
        let comparison = MeasureComparison(
            unit: unit,
            first: pair.first,
            second: pair.second,
            data: data,
            reporter: parts.flatMap(\.observations).first?.observation.series.reporter
        )
        return question.answer(parts, nil, comparison)
    }

    private func paired(
        _ question: MeasureQuestion,
        _ indicator: NodeID,
        _ first: Int,
        _ second: Int
    ) -> PairedReading? {
        guard let reader = readers[indicator] else { return nil }
        var selection = Selection()
        return reader.readPair(
            question.measures.cell(first, question.period),
            question.measures.cell(second, question.period),
            into: &selection
        )
    }

    private func observations(
        _ question: MeasureQuestion,
        _ pair: PairedReading,
        _ indicator: NodeID,
        _ first: Int,
        _ second: Int
    ) -> [ObservationUse] {
        guard pair.period != nil, let reader = readers[indicator] else { return [] }
        var uses: [ObservationUse] = []
        for power in [first, second] {
            uses += observations(reader, of: pair, question.measures.cell(power, question.period))
        }
        return uses
    }
}
