import InfluenceControl
import InfluenceModel
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
        let definitions = wanted.compactMap { question.model.measure(of: $0)?.measure }.filter {
            seen.insert($0).inserted
        }
        return IndexInterface.GetMeasures.Output(
            period: view.period.description,
            asOf: Document.time(question.asked),
            model: question.model.id,
            definition: question.model.definition,
            measures: documents.map(\.document),
            definitions: definitions.map { measure in
                IndexInterface.MeasureDefinition(
                    measure: measure.name,
                    definition: measure.definition(in: question.model.measures)
                )
            },
            dataFrom: documents.compactMap(\.dates).hull?.from.description,
            dataTo: documents.compactMap(\.dates).hull?.to.description,
            caveats: Document.caveats(of: wanted, power, in: country, question.model)
        )
    }
}

extension Arguments {
    /// A power, a pair (`RUS+CHN`) or `WLD`: what the measures are about.
    fileprivate func measuredPower(_ text: String?, of measures: [NodeID]) throws(VarlinkError) -> PowerID? {
        guard let text else { return nil }
        let subjects = measures.compactMap { model.measure(of: $0)?.measure.subject }
        let known =
            (subjects.contains(.power) ? model.powers.map(\.id) : [])
            + (subjects.contains(.pair) ? model.measures?.pairs.map(\.id) ?? [] : [])
            + (subjects.contains(.country) ? [.world] : [])
        return try series(text, among: known)
    }
}
