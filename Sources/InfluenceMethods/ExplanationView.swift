import InfluenceControl
import InfluenceModel
import InfluenceScoring

/// The part of an explanation that belongs to one node, with shares and contributions in terms of that node.
struct ExplanationView {
    private let explanation: Explanation
    private let top: Int
    private let model: Model
    private let known: Known

    init(_ explanation: Explanation, of node: NodeID, model: Model, known: Known) {
        self.explanation = explanation
        self.model = model
        self.known = known
        top = explanation.nodes.firstIndex { $0.id == node } ?? 0
    }

    /// The node and everything beneath it, in the model's order.
    func documents() -> [JSONValue] {
        explanation.nodes.indices.filter(isBeneath).map(document)
    }

    private func isBeneath(_ position: Int) -> Bool {
        var position: Int? = position
        while let current = position {
            if current == top { return true }
            position = explanation.nodes[current].parent
        }
        return false
    }

    private func document(_ position: Int) -> JSONValue {
        let node = explanation.nodes[position]
        var fields: JSONObject = [
            "node": .string(node.id.text),
            "title": .string(model.nodes[position].title),
            "parent": .string(orNull: position == top ? nil : node.parent.map { explanation.nodes[$0].id.text }),
            "value": .number(orNull: node.score.value),
            "weight": .number(position == top ? 1 : explanation.siblingShare(of: position)),
            "effective_weight": .number(orNull: effectiveWeight(of: position)),
            "contribution": .number(orNull: contribution(of: position)),
            "coverage": .number(node.score.coverage),
            "confidence": .number(node.score.confidence),
        ]
        if case .indicator(let basis) = node.basis, let indicator = model.nodes[position].indicator {
            add(basis, indicator, node.normalisation, to: &fields)
            fields["method"] = .string(MethodText.of(model.nodes[position]))
            fields["treated"] = .number(orNull: basis.treated == basis.raw ? nil : basis.treated)
            fields["known"] = .number(basis.known)
            fields["data_from"] = .string(orNull: basis.span?.from.description)
            fields["data_to"] = .string(orNull: basis.span?.to.description)
        } else {
            fields["method"] = .string(MethodText.of(model.nodes[position]))
            fields["observations"] = []
        }
        fields["normalised_by"] = .string(orNull: MethodText.figures(of: node.normalisation))
        fields["absence"] = .string(orNull: node.absence?.description)
        return .object(fields)
    }

    private func effectiveWeight(of position: Int) -> Double? {
        let whole = explanation.nodes[top]
        guard position != top else { return 1 }
        guard whole.score.value != nil else { return nil }
        return explanation.effectiveWeight(of: explanation.nodes[position].id, in: whole.id)
    }

    private func contribution(of position: Int) -> Double? {
        explanation.contribution(of: explanation.nodes[position].id, to: explanation.nodes[top].id)
    }

    private func add(
        _ basis: IndicatorBasis,
        _ indicator: Indicator,
        _ normalisation: NormalisationParameters,
        to fields: inout JSONObject
    ) {
        fields["freshness"] = Document.freshness(basis.freshness)
        fields["raw"] = .number(orNull: basis.raw)
        fields["unit"] = .string(indicator.unit)
        fields["numerator"] = .number(orNull: basis.windowed)
        fields["denominator"] = .number(orNull: basis.divisor)
        if let levels = indicator.levels {
            let observed = Set(basis.observations.compactMap(\.observation.value))
            fields["levels"] = .array(levels.filter { observed.contains($0.level) }.map(level))
        }
        if case .goalposts(let low, let high) = normalisation {
            fields["goalpost_low"] = .number(low)
            fields["goalpost_high"] = .number(high)
        }
        fields["observations"] = .array(
            basis.observations.map { use in
                Document.observation(
                    use.observation,
                    recordedAt: known.recordedAt(use.observation) ?? Instant(microseconds: 0)
                )
            }
        )
    }

    private func level(_ level: OrdinalLevel) -> JSONValue {
        [
            "level": .number(level.level),
            "label": .string(level.label),
            "score": .number(level.score),
            "citation": .string(level.citation),
        ]
    }
}
