import InfluenceControl
import InfluenceModel
import InfluenceModelFiles

extension IndexMethods {
    func document(of loaded: LoadedModel) -> IndexInterface.GetModel.Output {
        let model = loaded.model
        return IndexInterface.GetModel.Output(
            model: model.id,
            title: model.title,
            definition: model.definition,
            modelHash: loaded.hash,
            powers: model.powers.map { power in
                IndexInterface.Member(
                    id: power.id.text,
                    name: power.name,
                    within: power.within?.text
                )
            },
            countries: model.countries.map {
                IndexInterface.Member(
                    id: $0.id.text,
                    name: $0.name
                )
            },
            nodes: model.nodes.map { node(in: model, $0) } + model.tracked.map { tracked(in: model, $0) },
            files: loaded.sources.map {
                IndexInterface.File(
                    name: $0.name,
                    text: $0.text
                )
            }
        )
    }

    private func node(in model: Model, _ node: Node) -> IndexInterface.ModelNode {
        IndexInterface.ModelNode(
            node: node.id.text,
            title: node.title,
            kind: node.indicator == nil ? .aggregate : .indicator,
            parent: node.parent.map { model.nodes[$0].id.text },
            weight: node.weight,
            unit: node.indicator?.unit,
            method: MethodText.of(node),
            note: node.indicator.flatMap { $0.note.isEmpty ? nil : $0.note },
            caveats: caveats(of: node.id, model)
        )
    }

    private func tracked(in model: Model, _ indicator: Indicator) -> IndexInterface.ModelNode {
        IndexInterface.ModelNode(
            node: indicator.id.text,
            title: indicator.title,
            kind: .tracked,
            unit: indicator.unit,
            method: MethodText.of(indicator),
            note: indicator.note.isEmpty ? nil : indicator.note,
            caveats: caveats(of: indicator.id, model)
        )
    }

    /// Those of the node itself.
    private func caveats(of id: NodeID, _ model: Model) -> [IndexInterface.Caveat] {
        model.caveats.filter { $0.node == id }.map(Document.caveat)
    }
}
