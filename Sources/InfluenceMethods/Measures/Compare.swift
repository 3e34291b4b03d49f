import InfluenceControl
import InfluenceModel
import InfluenceStore

extension IndexMethods {
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
        let facts = try figureFacts(of: view.run, question.loaded, ObservedScope(country: country), at: view.period)
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
}
