import InfluenceControl
import InfluenceModel
import InfluenceStore

extension IndexMethods {
    /// The measures of one period, with what each was computed from.
    func measures(_ question: Question) throws -> JSONValue {
        let country = try question.arguments.country()
        let wanted = try question.arguments.measures()
        guard !wanted.isEmpty else { throw IndexError.noData("model \(question.model.id) asks for no measures") }
        let power = try question.arguments.measuredPower(of: wanted)
        let view = try measureView(question, countries: country.map { [$0] })
        let rows = view.rows(wanted).filter { power == nil || $0.series.power == power }
        var seen: Set<Measure> = []
        let definitions = wanted.compactMap { Measure.read($0)?.measure }.filter { seen.insert($0).inserted }
        return [
            "period": .string(view.period.description),
            "as_of": Document.time(question.asOf),
            "model": .string(question.model.id),
            "definition": .string(question.model.definition),
            "measures": .array(rows.map { view.document($0) }),
            "definitions": .array(
                definitions.map { measure in
                    ["measure": .string(measure.rawValue), "definition": .string(measure.definition)]
                }
            ),
        ]
    }

    /// Two powers side by side.
    func compare(_ question: Question) throws -> JSONValue {
        let country = try question.arguments.requiredCountry()
        let (power, counterpart) = (
            try question.arguments.requiredPower(), try question.arguments.requiredCounterpart()
        )
        guard power != counterpart else { throw VarlinkError.invalidParameter("counterpart") }
        let view = try measureView(question, countries: [country])
        let standings = standings(view.scores, question.model)
        let nodes = question.model.nodes.map { node -> JSONValue in
            let sides = [power, counterpart].map { ScoreSeries(node: node.id, power: $0, country: country) }
            let values = sides.map { view[$0]?.score.value }
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
            ]
        }
        let pairs = [PowerPair(power, counterpart).id, PowerPair(counterpart, power).id]
        let rows = view.rows(question.model.measureNodes).filter { pairs.contains($0.series.power) }
        return [
            "country": .string(country.text),
            "power": .string(power.text),
            "counterpart": .string(counterpart.text),
            "period": .string(view.period.description),
            "as_of": Document.time(question.asOf),
            "model": .string(question.model.id),
            "definition": .string(question.model.definition),
            "nodes": .array(nodes),
            "measures": .array(rows.map { view.document($0) }),
        ]
    }

    private func measureView(_ question: Question, countries: [CountryID]?) throws -> MeasureView {
        let filter = ScoreFilter(countries: countries)
        let (_, table, period) = try table(filter, try question.arguments.period(), question)
        return MeasureView(table.scores, model: question.model, period: period)
    }
}

/// The scores and measures of one period, as the interface shows them.
struct MeasureView {
    let scores: [StoredScore]
    let period: Period
    private let model: Model
    private let known: [ScoreSeries: StoredScore]

    init(_ scores: [StoredScore], model: Model, period: Period) {
        self.scores = scores
        self.model = model
        self.period = period
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

    func document(_ stored: StoredScore) -> JSONValue {
        let (measure, facet) = Measure.read(stored.series.node) ?? (.share, nil)
        let pair = PowerPair(stored.series.power)
        return [
            "country": .string(stored.series.country.text),
            "power": .string(pair?.first.text ?? stored.series.power.text),
            "counterpart": .string(orNull: pair?.second.text),
            "measure": .string(measure.rawValue),
            "of": .string(orNull: facet?.text),
            "period": .string(period.description),
            "value": .number(orNull: stored.score.value),
            "label": Document.label(stored.series.node, stored.series.power, stored.score.value, model),
            "basis": .string(measure.basis.rawValue),
            "used": stored.score.value == nil ? [] : strings(used(measure, facet, stored.series, pair)),
            "coverage": .number(stored.score.coverage),
            "confidence": .number(stored.score.confidence),
            "run": .integer(stored.run),
            "computed_at": Document.time(stored.recordedAt),
        ]
    }

    /// The dimensions or powers that a measure was computed from, by which scores there are.
    private func used(_ measure: Measure, _ facet: NodeID?, _ series: ScoreSeries, _ pair: PowerPair?) -> [String] {
        if let facet { return [facet.text] }
        guard let root = model.nodes.first else { return [] }
        func has(_ node: NodeID, _ power: PowerID) -> Bool {
            known[ScoreSeries(node: node, power: power, country: series.country)]?.score.value != nil
        }
        switch measure.basis {
        case .dimensions:
            let powers = pair.map { [$0.first, $0.second] } ?? [series.power]
            return root.children.map { model.nodes[$0].id }.filter { node in powers.allSatisfy { has(node, $0) } }
                .map(\.text)
        case .powers:
            return model.powers.filter { $0.within == nil && has(root.id, $0.id) }.map(\.id.text)
        case .channels, .sources, .partners: return []
        }
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
        guard known.contains(PowerID(text)) else { throw IndexError.unknownPower(text, known: known) }
        return PowerID(text)
    }
}
