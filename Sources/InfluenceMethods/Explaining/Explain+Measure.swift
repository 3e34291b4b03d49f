import InfluenceControl
import InfluenceModel
import InfluenceScoring
import InfluenceStore

extension IndexMethods {
    /// What a measure was made of, down to the observations.
    func explain(_ node: NodeID, in country: CountryID, _ question: Question<IndexInterface.Explain.Input>) throws
        -> IndexInterface.Explain.Output
    {
        let power = try question.arguments.scoredPower(question.input.power, of: node)
        guard let (measure, facet) = question.model.measure(of: node) else {
            throw VarlinkError.invalidParameter(IndexInterface.Explain.Input.Field.power.rawValue)
        }
        guard question.input.since == nil else {
            throw IndexError.noData(
                "the change of a measure is not taken apart; explain it at both periods, or its scores with 'since'"
            )
        }
        let series = ScoreSeries(node: node, power: power, country: country)
        let filter = ScoreFilter(nodes: [node], powers: [power], countries: [country])
        let (run, table, period) = try table(filter, try question.arguments.period(question.input.period), question)
        try requireOwnEditions(run, question.loaded)
        let known = try measureEvidence(
            of: run,
            question.loaded,
            in: country,
            at: period,
            annotatedAsOf: question.asOf
        )
        guard let evidence = known,
            let explanation = try evidence.explanation(of: series)
        else { throw IndexError.noData("there is no \(node) of \(power) in \(country)") }
        let stored = table.scores.first { $0.series == series }
        let score = stored?.score ?? Score(value: nil, coverage: 0, confidence: 0)
        let sentence = try sentence(series, score.value, period, question, evidence, explanation)
        let dates = explanation.dataSpan
        return IndexInterface.Explain.Output(
            country: country.text,
            power: power.text,
            node: node.text,
            period: period.description,
            definition: question.model.definition,
            value: score.value,
            coverage: score.coverage,
            confidence: score.confidence,
            nodes: [],
            measure: IndexInterface.ExplainedMeasure(
                measure: measure.name,
                of: facet?.text,
                counterpart: PowerPair(power)?.second.text,
                formula: measure.definition(in: question.model.measures),
                label: Document.label(node, power, score.value, question.model),
                sentence: sentence,
                basis: measure.basis.rawValue,
                minCoverage: question.model.measures?.gate(of: measure) ?? 0,
                reason: Document.reason(score.value, explanation),
                parts: explanation.parts.map { Document.part($0, question.model, evidence.known) },
                breaks: Document.breaks(explanation.breaks)
            ),
            dataFrom: dates?.from.description,
            dataTo: dates?.to.description,
            caveats: Document.caveats(of: [node], power, in: country, question.model, ofIndicators: true)
        )
    }

    /// The state of a series in words; `nil` for a quantity and where there is no value.
    func sentence(
        _ series: ScoreSeries,
        _ value: Double?,
        _ period: Period,
        _ question: Question<some VarlinkStructure>,
        _ evidence: MeasureEvidence,
        _ explanation: MeasureExplanation
    ) throws -> String? {
        guard let value, let (measure, facet) = question.model.measure(of: series.node),
            let pair = PowerPair(series.power), !measure.labels.isEmpty
        else { return nil }
        let method = measure.arithmetic
        var since: LeadSince?
        if let facet, type(of: method).tellsSince {
            since = try leadSince(facet, series, through: period, question, evidence)
        }
        return method.sentence(
            MeasureSentence(
                model: question.model,
                pair: pair,
                value: value,
                explanation: explanation,
                since: since
            )
        )
    }
}

extension Document {
    /// Why a measure has no value; `nil` where it has one.
    static func reason(_ value: Double?, _ explanation: MeasureExplanation?) -> String? {
        guard value == nil else { return nil }
        return explanation?.absence?.description ?? "not enough data"
    }

    static func part(_ part: MeasurePart, _ model: Model, _ known: Known) -> IndexInterface.ExplainedPart {
        let dates = part.observations.dataSpan
        return IndexInterface.ExplainedPart(
            kind: .init(part.kind.rawValue),
            part: part.id,
            title: title(part, model),
            node: part.node?.text,
            unit: part.unit,
            weight: part.weight,
            value: part.value,
            counterpartValue: part.counterpart,
            share: part.share,
            contribution: part.contribution,
            used: part.isUsed,
            freshness: part.freshness.map { freshness($0) },
            confidence: part.confidence,
            dataFrom: dates?.from.description,
            dataTo: dates?.to.description,
            observations: part.observations.map { use in
                observation(
                    use.observation,
                    recordedAt: known.recordedAt(use.observation) ?? Instant(microseconds: 0)
                )
            }
        )
    }

    private static func title(_ part: MeasurePart, _ model: Model) -> String {
        switch part.kind {
        case .dimension, .channel, .sign:
            part.node.flatMap { node in model.node(node)?.title ?? model.indicator(node)?.title } ?? part.id
        case .power, .partner: model.powers.first { $0.id.text == part.id }?.name ?? part.id
        case .period: part.id
        }
    }
}
