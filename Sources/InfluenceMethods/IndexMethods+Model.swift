import InfluenceControl
import InfluenceModel
import InfluenceModelFiles
import InfluenceScoring
import InfluenceStore

extension IndexMethods {
    func document(of loaded: LoadedModel) -> JSONValue {
        let model = loaded.model
        return [
            "model": .string(model.id),
            "title": .string(model.title),
            "definition": .string(model.definition),
            "model_hash": .string(loaded.hash),
            "powers": .array(
                model.powers.map { power in
                    [
                        "id": .string(power.id.text), "name": .string(power.name),
                        "within": .string(orNull: power.within?.text),
                    ]
                }
            ),
            "countries": .array(
                model.countries.map { ["id": .string($0.id.text), "name": .string($0.name), "within": .null] }
            ),
            "nodes": .array(model.nodes.map { node(in: model, $0) } + model.tracked.map { tracked(in: model, $0) }),
            "files": .array(loaded.sources.map { ["name": .string($0.name), "text": .string($0.text)] }),
        ]
    }

    private func node(in model: Model, _ node: Node) -> JSONValue {
        [
            "node": .string(node.id.text),
            "title": .string(node.title),
            "kind": node.indicator == nil ? "aggregate" : "indicator",
            "parent": .string(orNull: node.parent.map { model.nodes[$0].id.text }),
            "weight": .number(node.weight),
            "unit": .string(orNull: node.indicator?.unit),
            "method": .string(MethodText.of(node)),
            "note": .string(orNull: node.indicator.flatMap { $0.note.isEmpty ? nil : $0.note }),
            "caveats": caveats(of: node.id, model),
        ]
    }

    private func tracked(in model: Model, _ indicator: Indicator) -> JSONValue {
        [
            "node": .string(indicator.id.text),
            "title": .string(indicator.title),
            "kind": "tracked",
            "parent": .null,
            "weight": .null,
            "unit": .string(indicator.unit),
            "method": .string(MethodText.of(indicator)),
            "note": .string(orNull: indicator.note.isEmpty ? nil : indicator.note),
            "caveats": caveats(of: indicator.id, model),
        ]
    }

    /// Those of the node itself.
    private func caveats(of id: NodeID, _ model: Model) -> JSONValue {
        .array(model.caveats.filter { $0.node == id }.map(Document.caveat))
    }

    func runs(_ parameters: JSONObject) throws -> JSONValue {
        let limit = parameters["limit"]?.integerValue ?? 20
        guard (1...10_000).contains(limit) else { throw VarlinkError.invalidParameter("limit") }
        let moment = try moment(parameters)
        let before = parameters["before"]?.integerValue
        let runs: [Run]
        if parameters["set_aside"]?.boolValue == true {
            runs = try store.runsSetAside(before: before, limit: Int(limit))
        } else {
            // Heartbeats are counted as of now only.
            let asOf = moment.asked.map { moment.known?.at ?? $0 }
            runs = try store.runs(asOf: asOf, before: before, limit: Int(limit))
        }
        return moment.telling(["runs": .array(runs.map { Document.run($0) })])
    }

    func imports(_ parameters: JSONObject) throws -> JSONValue {
        let limit = parameters["limit"]?.integerValue ?? 20
        guard (1...10_000).contains(limit) else { throw VarlinkError.invalidParameter("limit") }
        let moment = try moment(parameters)
        let vintages = try store.vintages(
            asOf: moment.asked.map { moment.known?.at ?? $0 },
            before: parameters["before"]?.integerValue,
            limit: Int(limit)
        )
        return moment.telling(["imports": .array(vintages.map { Document.vintage($0) })])
    }
}
