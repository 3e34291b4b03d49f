internal import InfluenceModel

// The measures that are made of a power's index over a span.

extension MeasureExplainer {
    /// The periods of the span with newer data, with the values that the slope lies between: the index and what came about
    /// at breaks since then, and, where there are breaks, the index itself as the counterpart. Those that cannot be compared
    /// with the end of the span are there, and not used.
    func points(_ question: MeasureQuestion) throws(ScoringError) -> MeasureExplanation {
        guard case .power(let power) = question.subject, let momentum = plan.momentum else {
            return question.answer([], .nothing(.periods))
        }
        let (measures, model) = (question.measures, question.model)
        let first = measures.firstPeriod(of: momentum.span, endingWith: question.at)
        let spliced = measures.spliced[power]
        let breaks = breaks(question, [power], after: first ?? 0)
        var parts: [MeasurePart] = []
        var (coverage, used) = (0.0, 0)
        for period in (first ?? 0)...question.at where measures.arrivals.isNew(beneath: 0, power, at: period) {
            let score = measures.panel.index(of: power, at: period)
            guard let value = score.value else { continue }
            var part = MeasurePart(kind: .period, id: measures.periods[period].description, node: model.nodes[0].id)
            let jumps = spliced.leftOut(from: period, to: question.at)
            part.isUsed = !jumps.isNaN
            part.value = part.isUsed ? value + jumps : nil
            part.counterpart = breaks.isEmpty ? nil : value
            part.confidence = score.confidence
            part.observations = try arrived(question, power, in: period)
            if part.isUsed {
                coverage += score.coverage
                used += 1
            }
            parts.append(part)
        }
        for place in parts.indices where parts[place].isUsed { parts[place].weight = 1 / Double(used) }
        var absence: MeasureAbsence?
        if measures.panel.index(of: power, at: question.at).value == nil {
            absence = .noScore(model.powers[power].id, of: model.nodes[0].id)
        } else if first == nil {
            absence = .spanCut
        } else if used < momentum.minPoints {
            absence = .points(used, needed: momentum.minPoints)
        } else {
            absence = gate(
                .periods,
                question,
                known: used,
                of: used,
                coverage: coverage / Double(used),
                question.gate
            )
        }
        return question.answer(parts, absence, breaks: breaks)
    }

    /// All that the leaves beneath the index stand on for which newer data came in.
    private func arrived(
        _ question: MeasureQuestion,
        _ power: Int,
        in period: Int
    ) throws(ScoringError) -> [ObservationUse] {
        let courses = courses(question.measures)
        return try explanation(question, power, at: period).observations(of: question.model.nodes[0].id) { leaf in
            table.position(of: leaf).map { courses.isNew(beneath: $0, power, at: period) } ?? false
        }
    }
}
