import InfluenceControl
import InfluenceModel
import InfluenceScoring
import InfluenceStore

/// The scores and measures of one period, as the interface shows them.
struct MeasureView {
    let scores: [StoredScore]
    let run: Run
    let period: Period
    /// What the measures are made of; `nil` where the model has none.
    let evidence: MeasureEvidence?
    private let model: Model
    private let known: [ScoreSeries: StoredScore]

    init(_ scores: [StoredScore], model: Model, run: Run, period: Period, evidence: MeasureEvidence?) {
        self.scores = scores
        self.model = model
        self.run = run
        self.period = period
        self.evidence = evidence
        known = Dictionary(scores.map { ($0.series, $0) }) { first, _ in first }
    }

    subscript(_ series: ScoreSeries) -> StoredScore? { known[series] }

    /// By country, then by measure, then as they were first stored: by power.
    func rows(_ nodes: [NodeID]) -> [StoredScore] {
        let places = Dictionary(zip(nodes, 0...)) { first, _ in first }
        let countries = Dictionary(zip(model.countries.map(\.id), 0...)) { first, _ in first }
        return scores.enumerated().compactMap { offset, score in
            places[score.series.node].map { (countries[score.series.country] ?? .max, $0, offset, score) }
        }.sorted { ($0.0, $0.1, $0.2) < ($1.0, $1.1, $1.2) }.map(\.3)
    }
}

extension IndexMethods {
    func measureView(_ question: Question<some VarlinkStructure>, _ asked: String?, in country: CountryID?)
        throws -> MeasureView
    {
        let filter = ScoreFilter(countries: country.map { [$0] })
        let (run, table, period) = try table(filter, try question.arguments.period(asked), question)
        return MeasureView(
            table.scores,
            model: question.model,
            run: run,
            period: period,
            evidence: try measureEvidence(
                of: run,
                question.loaded,
                in: country,
                at: period,
                annotatedAsOf: question.asOf
            )
        )
    }

    func document(
        _ stored: StoredScore,
        _ view: MeasureView,
        _ question: Question<some VarlinkStructure>
    ) throws -> (document: IndexInterface.Measure, dates: DataSpan?) {
        guard let (measure, facet) = question.model.measure(of: stored.series.node) else {
            throw IndexError.noData("\(stored.series.node) is no measure of model \(question.model.id)")
        }
        let pair = PowerPair(stored.series.power)
        let explanation = try view.evidence?.explanation(of: stored.series)
        var sentence: String?
        if let evidence = view.evidence, let explanation {
            sentence = try self.sentence(
                stored.series,
                stored.score.value,
                view.period,
                question,
                evidence,
                explanation
            )
        }
        // What there is no value of is made of nothing.
        let dates = stored.score.value == nil ? nil : explanation?.dataSpan
        let document = IndexInterface.Measure(
            country: stored.series.country.text,
            power: pair?.first.text ?? stored.series.power.text,
            counterpart: pair?.second.text,
            measure: measure.name,
            of: facet?.text,
            period: view.period.description,
            value: stored.score.value,
            label: Document.label(stored.series.node, stored.series.power, stored.score.value, question.model),
            basis: measure.basis.rawValue,
            used: stored.score.value == nil ? [] : explanation?.used ?? [],
            coverage: stored.score.coverage,
            confidence: stored.score.confidence,
            run: stored.run,
            computedAt: Document.time(stored.recordedAt),
            sentence: sentence,
            reason: Document.reason(stored.score.value, explanation),
            minCoverage: question.model.measures?.gate(of: measure) ?? 0,
            dataFrom: dates?.from.description,
            dataTo: dates?.to.description
        )
        return (document, dates)
    }
}
