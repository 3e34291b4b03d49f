import InfluenceFiles
import InfluenceModel
import InfluenceModelFiles
import InfluenceText

/// Weights beside which the others count for nothing: mostly typing errors, `43` for `0.43`.
enum WeightNotes {
    /// Twenty times what all others have together is 95 percent.
    private static let ratio = 20.0

    static func of(_ loaded: LoadedModel) -> [FileDiagnostic] {
        let model = loaded.model
        return model.nodes.compactMap { node -> FileDiagnostic? in
            guard case .aggregate(let aggregate) = node.content, aggregate.weighting == .given else { return nil }
            let children = node.children.map { model.nodes[$0] }
            guard let heaviest = children.max(by: { $0.weight < $1.weight }) else { return nil }
            let others = children.filter { $0.id != heaviest.id }.map(\.weight).filter { $0 > 0 }
            let rest = others.reduce(0, +)
            // A weight of nothing is meant so.
            guard let next = others.max(), heaviest.weight > ratio * rest else { return nil }
            let share = Int(100 * heaviest.weight / (heaviest.weight + rest))
            let place = place(ofWeightOf: heaviest.id, in: loaded)
            return FileDiagnostic(
                place,
                "'\(heaviest.id)' has the weight \(DecimalText.shortest(heaviest.weight)), the next below '\(node.id)' "
                    + "\(DecimalText.shortest(next)): it alone makes \(share) % of it\(suggestion(heaviest.weight, next))"
            )
        }
    }

    /// Where the others are parts of one, so was this, before its point was lost.
    private static func suggestion(_ weight: Double, _ next: Double) -> String {
        guard next <= 1, weight > 1 else { return "" }
        var meant = weight
        while meant > 1 { meant /= 10 }
        return "; is \(DecimalText.shortest(meant)) meant?"
    }

    /// The last of the files that says it.
    private static func place(ofWeightOf id: NodeID, in loaded: LoadedModel) -> FilePosition {
        for source in loaded.sources.reversed() {
            guard let root = try? YAMLFile.parse(source.text, name: source.name) else { continue }
            let elements = ["nodes", "indicators"].flatMap { root[$0]?.value.elements ?? [] }
            let found = elements.first { $0["id"]?.value.text == id.text && $0["weight"] != nil }
            if let weight = found?["weight"]?.value { return weight.position }
        }
        return FilePosition(file: loaded.sources.last?.name ?? loaded.model.id)
    }
}
