import InfluenceControl
import InfluenceModel
import InfluenceScoring
import InfluenceStore

extension IndexMethods {
    /// The measures of one period, with what each was computed from.
    func measures(_ question: Question) throws -> JSONValue {
        let country = try question.arguments.country()
        let wanted = try question.arguments.measures()
        guard !wanted.isEmpty else { throw IndexError.noData("model \(question.model.id) asks for no measures") }
        let power = try question.arguments.measuredPower(of: wanted)
        let view = try measureView(question, in: country)
        let rows = view.rows(wanted).filter { power == nil || $0.series.power == power }
        let documents = try rows.map { try document($0, view, question) }
        var seen: Set<Measure> = []
        let definitions = wanted.compactMap { Measure.read($0)?.measure }.filter { seen.insert($0).inserted }
        return [
            "period": .string(view.period.description),
            "as_of": Document.time(question.asked),
            "model": .string(question.model.id),
            "definition": .string(question.model.definition),
            "measures": .array(documents.map(\.document)),
            "definitions": .array(
                definitions.map { measure in
                    ["measure": .string(measure.rawValue), "definition": .string(measure.definition)]
                }
            ),
            "caveats": Document.caveats(of: wanted, power, in: country, question.model),
            "data_from": .string(orNull: documents.compactMap(\.dates).hull?.from.description),
            "data_to": .string(orNull: documents.compactMap(\.dates).hull?.to.description),
        ]
    }

    /// Two powers side by side.
    func compare(_ question: Question) throws -> JSONValue {
        let country = try question.arguments.requiredCountry()
        let (power, counterpart) = (
            try question.arguments.requiredPower(), try question.arguments.requiredCounterpart()
        )
        guard power != counterpart else { throw VarlinkError.invalidParameter("counterpart") }
        let view = try measureView(question, in: country)
        let facts = try figureFacts(of: view.run, question.model, in: country, at: view.period)
        let standings = standings(view.scores, question.model)
        let nodes = try question.model.nodes.map { node -> JSONValue in
            let sides = [power, counterpart].map { ScoreSeries(node: node.id, power: $0, country: country) }
            let values = sides.map { view[$0]?.score.value }
            let ends = try sides.map { try facts?.span(of: $0, at: view.period) }
            var difference: Double?
            if let one = values[0], let other = values[1] { difference = other - one }
            return [
                "node": .string(node.id.text),
                "title": .string(node.title),
                "parent": .string(orNull: node.parent.map { question.model.nodes[$0].id.text }),
                "value": .number(orNull: values[0]),
                "counterpart_value": .number(orNull: values[1]),
                "difference": .number(orNull: difference),
                "rank": .integer(orNull: standings[sides[0]]?.rank.map { Int64($0) }),
                "counterpart_rank": .integer(orNull: standings[sides[1]]?.rank.map { Int64($0) }),
                "share": .number(orNull: standings[sides[0]]?.share),
                "counterpart_share": .number(orNull: standings[sides[1]]?.share),
                "coverage": .number(orNull: view[sides[0]]?.score.coverage),
                "counterpart_coverage": .number(orNull: view[sides[1]]?.score.coverage),
                "confidence": .number(orNull: view[sides[0]]?.score.confidence),
                "counterpart_confidence": .number(orNull: view[sides[1]]?.score.confidence),
                "data_from": .string(orNull: ends[0]?.from.description),
                "data_to": .string(orNull: ends[0]?.to.description),
                "counterpart_data_from": .string(orNull: ends[1]?.from.description),
                "counterpart_data_to": .string(orNull: ends[1]?.to.description),
            ]
        }
        let pairs = [PowerPair(power, counterpart).id, PowerPair(counterpart, power).id]
        let rows = view.rows(question.model.measureNodes).filter { pairs.contains($0.series.power) }
        let root = question.model.nodes.first?.id
        let used = try [power, counterpart].compactMap { side in
            try root.flatMap { root in
                try facts?.span(of: ScoreSeries(node: root, power: side, country: country), at: view.period)
            }
        }.hull
        return [
            "country": .string(country.text),
            "power": .string(power.text),
            "counterpart": .string(counterpart.text),
            "period": .string(view.period.description),
            "as_of": Document.time(question.asked),
            "model": .string(question.model.id),
            "definition": .string(question.model.definition),
            "nodes": .array(nodes),
            "measures": .array(try rows.map { try document($0, view, question).document }),
            "caveats": Document.caveats(
                of: root.map { [$0] } ?? [],
                PowerPair(power, counterpart).id,
                in: country,
                question.model
            ),
            "data_from": .string(orNull: used?.from.description),
            "data_to": .string(orNull: used?.to.description),
        ]
    }

    private func measureView(_ question: Question, in country: CountryID?) throws -> MeasureView {
        let filter = ScoreFilter(countries: country.map { [$0] })
        let (run, table, period) = try table(filter, try question.arguments.period(), question)
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
        _ question: Question
    ) throws -> (document: JSONValue, dates: DataSpan?) {
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
        let document: JSONValue = [
            "country": .string(stored.series.country.text),
            "power": .string(pair?.first.text ?? stored.series.power.text),
            "counterpart": .string(orNull: pair?.second.text),
            "measure": .string(measure.rawValue),
            "of": .string(orNull: facet?.text),
            "period": .string(view.period.description),
            "value": .number(orNull: stored.score.value),
            "label": Document.label(stored.series.node, stored.series.power, stored.score.value, question.model),
            "basis": .string(measure.basis.rawValue),
            "used": stored.score.value == nil ? [] : strings(explanation?.used ?? []),
            "coverage": .number(stored.score.coverage),
            "confidence": .number(stored.score.confidence),
            "run": .integer(stored.run),
            "computed_at": Document.time(stored.recordedAt),
            "sentence": .string(orNull: sentence),
            "reason": .string(orNull: Document.reason(stored.score.value, explanation)),
            "min_coverage": .number(question.model.measures?.gate(of: measure) ?? 0),
            "data_from": .string(orNull: dates?.from.description),
            "data_to": .string(orNull: dates?.to.description),
        ]
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
    fileprivate func measuredPower(of measures: [NodeID]) throws(VarlinkError) -> PowerID? {
        guard let text = parameters["power"]?.stringValue else { return nil }
        let subjects = measures.compactMap { Measure.read($0)?.measure.subject }
        let known =
            (subjects.contains(.power) ? model.powers.map(\.id) : [])
            + (subjects.contains(.pair) ? model.measures?.pairs.map(\.id) ?? [] : [])
            + (subjects.contains(.country) ? [.world] : [])
        return try Self.series(text, among: known)
    }
}
