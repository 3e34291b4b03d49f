import InfluenceControl
import InfluenceModel
import InfluenceScoring
import InfluenceStore

extension IndexMethods {
    /// What a measure was made of, down to the observations.
    func explain(_ node: NodeID, in country: CountryID, _ question: Question) throws -> JSONValue {
        guard let power = try question.arguments.scoredPower(of: node), let (measure, facet) = Measure.read(node) else {
            throw VarlinkError.invalidParameter("power")
        }
        guard question.arguments.parameters["since"]?.stringValue == nil else {
            throw IndexError.noData(
                "the change of a measure is not taken apart; explain it at both periods, or its scores with 'since'"
            )
        }
        let series = ScoreSeries(node: node, power: power, country: country)
        let filter = ScoreFilter(nodes: [node], powers: [power], countries: [country])
        let (run, table, period) = try table(filter, try question.arguments.period(), question)
        try requireOwnEditions(run, question.model)
        let known = try measureEvidence(
            of: run,
            question.model,
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
        return [
            "country": .string(country.text),
            "power": .string(power.text),
            "node": .string(node.text),
            "period": .string(period.description),
            "definition": .string(question.model.definition),
            "value": .number(orNull: score.value),
            "coverage": .number(score.coverage),
            "confidence": .number(score.confidence),
            "nodes": [],
            "change": .null,
            "caveats": Document.caveats(of: [node], power, in: country, question.model, ofIndicators: true),
            "data_from": .string(orNull: dates?.from.description),
            "data_to": .string(orNull: dates?.to.description),
            "measure": [
                "measure": .string(measure.rawValue),
                "of": .string(orNull: facet?.text),
                "counterpart": .string(orNull: PowerPair(power)?.second.text),
                "formula": .string(measure.definition),
                "label": Document.label(node, power, score.value, question.model),
                "sentence": .string(orNull: sentence),
                "basis": .string(measure.basis.rawValue),
                "min_coverage": .number(question.model.measures?.gate(of: measure) ?? 0),
                "reason": .string(orNull: Document.reason(score.value, explanation)),
                "breaks": Document.breaks(explanation.breaks),
                "parts": .array(
                    explanation.parts.map { Document.part($0, measure, question.model, evidence.known) }
                ),
            ],
        ]
    }

    /// The state of a series in words; `nil` for a quantity and where there is no value.
    func sentence(
        _ series: ScoreSeries,
        _ value: Double?,
        _ period: Period,
        _ question: Question,
        _ evidence: MeasureEvidence,
        _ explanation: MeasureExplanation
    ) throws -> String? {
        guard let value, let (measure, facet) = Measure.read(series.node), let pair = PowerPair(series.power),
            !measure.labels.isEmpty
        else { return nil }
        let since =
            if let facet, measure == .overtaking || measure == .overtakingLatest {
                try leadSince(facet, series, through: period, question, evidence)
            } else {
                LeadSince?.none
            }
        let sentence = MeasureSentence(model: question.model, pair: pair, explanation: explanation)
        return sentence.text(measure, facet, value: value, since: since)
    }
}

extension Document {
    /// Why a measure has no value; `nil` where it has one.
    static func reason(_ value: Double?, _ explanation: MeasureExplanation?) -> String? {
        guard value == nil else { return nil }
        return explanation?.absence?.description ?? "not enough data"
    }

    static func part(_ part: MeasurePart, _ measure: Measure, _ model: Model, _ known: Known) -> JSONValue {
        let dates = part.observations.dataSpan
        return [
            "kind": .string(part.kind.rawValue),
            "part": .string(part.id),
            "title": .string(title(part, model)),
            "node": .string(orNull: part.node?.text),
            "unit": .string(part.unit),
            "weight": .number(orNull: part.weight),
            "value": .number(orNull: part.value),
            "counterpart_value": .number(orNull: part.counterpart),
            "share": .number(orNull: part.share),
            "contribution": .number(orNull: part.contribution),
            "used": .bool(part.isUsed),
            "freshness": part.freshness.map { freshness($0) } ?? .null,
            "confidence": .number(part.confidence),
            "data_from": .string(orNull: dates?.from.description),
            "data_to": .string(orNull: dates?.to.description),
            "observations": .array(
                part.observations.map { use in
                    observation(
                        use.observation,
                        recordedAt: known.recordedAt(use.observation) ?? Instant(microseconds: 0)
                    )
                }
            ),
        ]
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
