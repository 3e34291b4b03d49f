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
    func documents() -> [IndexInterface.ExplainedNode] {
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

    private func document(_ position: Int) -> IndexInterface.ExplainedNode {
        let node = explanation.nodes[position]
        var document = IndexInterface.ExplainedNode(
            node: node.id.text,
            title: model.nodes[position].title,
            parent: position == top ? nil : node.parent.map { explanation.nodes[$0].id.text },
            value: node.score.value,
            weight: position == top ? 1 : explanation.siblingShare(of: position),
            effectiveWeight: effectiveWeight(of: position),
            contribution: contribution(of: position),
            coverage: node.score.coverage,
            confidence: node.score.confidence,
            method: MethodText.of(model.nodes[position]),
            observations: [],
            normalisedBy: MethodText.figures(of: node.normalisation),
            absence: node.absence?.description
        )
        if case .indicator(let basis) = node.basis, let indicator = model.nodes[position].indicator {
            add(basis, indicator, node.normalisation, to: &document)
        }
        return document
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
        to document: inout IndexInterface.ExplainedNode
    ) {
        document.freshness = Document.freshness(basis.freshness)
        document.raw = basis.raw
        document.unit = indicator.rawUnit
        document.numerator = basis.windowed
        document.denominator = basis.divisor
        if case .goalposts(let low, let high) = normalisation {
            (document.goalpostLow, document.goalpostHigh) = (low, high)
        }
        document.treated = basis.treated == basis.raw ? nil : basis.treated
        document.known = basis.known
        document.dataFrom = basis.span?.from.description
        document.dataTo = basis.span?.to.description
        if let levels = indicator.levels {
            let observed = Set(basis.observations.compactMap(\.observation.value))
            document.levels = levels.filter { observed.contains($0.level) }.map(level)
        }
        document.observations = basis.observations.map { use in
            Document.observation(
                use.observation,
                recordedAt: known.recordedAt(use.observation) ?? Instant(microseconds: 0)
            )
        }
    }

    private func level(_ level: OrdinalLevel) -> IndexInterface.Level {
        IndexInterface.Level(
            level: level.level,
            label: level.label,
            score: level.score,
            citation: level.citation
        )
    }
}
