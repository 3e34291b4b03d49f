import InfluenceControl
import InfluenceModel
import InfluenceScoring
import InfluenceStore

extension IndexMethods {
    /// The measures of one period, with what each was computed from.
    func measures(_ question: Question<IndexInterface.GetMeasures.Input>) throws -> IndexInterface.GetMeasures.Output {
        let country = try question.arguments.country(question.input.country)
        let wanted = try question.arguments.measures(question.input.measure)
        guard !wanted.isEmpty else { throw IndexError.noData("model \(question.model.id) asks for no measures") }
        let power = try question.arguments.measuredPower(question.input.power, of: wanted)
        let view = try measureView(question, question.input.period, in: country)
        let rows = view.rows(wanted).filter { power == nil || $0.series.power == power }
        let documents = try rows.map { try document($0, view, question) }
        var seen: Set<Measure> = []
        let definitions = wanted.compactMap { Measure.read($0)?.measure }.filter { seen.insert($0).inserted }
        return IndexInterface.GetMeasures.Output(
            period: view.period.description,
            asOf: Document.time(question.asked),
            model: question.model.id,
            definition: question.model.definition,
            measures: documents.map(\.document),
            definitions: definitions.map { measure in
                IndexInterface.MeasureDefinition(
                    measure: measure.rawValue,
                    definition: measure.definition
                )
            },
            dataFrom: documents.compactMap(\.dates).hull?.from.description,
            dataTo: documents.compactMap(\.dates).hull?.to.description,
            caveats: Document.caveats(of: wanted, power, in: country, question.model)
        )
    }

    /// Two powers side by side.
    func compare(_ question: Question<IndexInterface.Compare.Input>) throws -> IndexInterface.Compare.Output {
        let country = try question.arguments.country(question.input.country)
        let (power, counterpart) = (
            try question.arguments.power(question.input.power), try question.arguments.power(question.input.counterpart)
        )
        guard power != counterpart else {
            throw VarlinkError.invalidParameter(IndexInterface.Compare.Input.Field.counterpart.rawValue)
        }
        let view = try measureView(question, question.input.period, in: country)
        let facts = try figureFacts(of: view.run, question.model, ObservedScope(country: country), at: view.period)
        let standings = standings(view.scores, question.model)
        let nodes = try question.model.nodes.map { node -> IndexInterface.ComparedNode in
            let sides = [power, counterpart].map { ScoreSeries(node: node.id, power: $0, country: country) }
            let values = sides.map { view[$0]?.score.value }
            let ends = try sides.map { try facts?.span(of: $0, at: view.period) }
            var difference: Double?
            if let one = values[0], let other = values[1] { difference = other - one }
            return IndexInterface.ComparedNode(
                node: node.id.text,
                title: node.title,
                parent: node.parent.map { question.model.nodes[$0].id.text },
                value: values[0],
                counterpartValue: values[1],
                difference: difference,
                rank: standings[sides[0]]?.rank.map { Int64($0) },
                counterpartRank: standings[sides[1]]?.rank.map { Int64($0) },
                share: standings[sides[0]]?.share,
                counterpartShare: standings[sides[1]]?.share,
                coverage: view[sides[0]]?.score.coverage,
                counterpartCoverage: view[sides[1]]?.score.coverage,
                confidence: view[sides[0]]?.score.confidence,
                counterpartConfidence: view[sides[1]]?.score.confidence,
                dataFrom: ends[0]?.from.description,
                dataTo: ends[0]?.to.description,
                counterpartDataFrom: ends[1]?.from.description,
                counterpartDataTo: ends[1]?.to.description
            )
        }
        let pairs = [PowerPair(power, counterpart).id, PowerPair(counterpart, power).id]
        let rows = view.rows(question.model.measureNodes).filter { pairs.contains($0.series.power) }
        let root = question.model.nodes.first?.id
        let used = try [power, counterpart].compactMap { side in
            try root.flatMap { root in
                try facts?.span(of: ScoreSeries(node: root, power: side, country: country), at: view.period)
            }
        }.hull
        return IndexInterface.Compare.Output(
            country: country.text,
            power: power.text,
            counterpart: counterpart.text,
            period: view.period.description,
            asOf: Document.time(question.asked),
            model: question.model.id,
            definition: question.model.definition,
            nodes: nodes,
            measures: try rows.map { try document($0, view, question).document },
            dataFrom: used?.from.description,
            dataTo: used?.to.description,
            caveats: Document.caveats(
                of: root.map { [$0] } ?? [],
                PowerPair(power, counterpart).id,
                in: country,
                question.model
            )
        )
    }

    private func measureView(_ question: Question<some VarlinkStructure>, _ asked: String?, in country: CountryID?)
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
                question.model,
                in: country,
                at: period,
                annotatedAsOf: question.asOf
            )
        )
    }

    private func document(
        _ stored: StoredScore,
        _ view: MeasureView,
        _ question: Question<some VarlinkStructure>
    ) throws -> (document: IndexInterface.Measure, dates: DataSpan?) {
        let (measure, facet) = Measure.read(stored.series.node) ?? (.share, nil)
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
            measure: measure.rawValue,
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

extension Arguments {
    /// A power, a pair (`RUS+CHN`) or `WLD`: what the measures are about.
    fileprivate func measuredPower(_ text: String?, of measures: [NodeID]) throws(VarlinkError) -> PowerID? {
        guard let text else { return nil }
        let subjects = measures.compactMap { Measure.read($0)?.measure.subject }
        let known =
            (subjects.contains(.power) ? model.powers.map(\.id) : [])
            + (subjects.contains(.pair) ? model.measures?.pairs.map(\.id) ?? [] : [])
            + (subjects.contains(.country) ? [.world] : [])
        return try Self.series(text, among: known)
    }
}
