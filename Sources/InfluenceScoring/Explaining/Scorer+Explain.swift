package import InfluenceModel

extension Scorer {
    /// Explains the scores of a dyad in a period.
    ///
    /// - Parameter periods: Those that scores are computed for; they matter only to models that normalise over the panel.
    /// - Throws: ``ScoringError/unknownDyad(_:)``, ``ScoringError/unknownPeriod(_:)``, and what ``scores(for:threads:)``
    ///   throws.
    package func explain(_ dyad: Dyad, at period: Period, among periods: [Period]) throws(ScoringError) -> Explanation {
        let explanations = try explain(dyad, at: [period], among: periods)
        guard let explanation = explanations.first else { throw .unknownPeriod(period) }
        return explanation
    }

    /// Explains the scores of a dyad in several periods, as ``explain(_:at:among:)`` does in one.
    /// - Returns: One a period, in the same order.
    package func explain(
        _ dyad: Dyad,
        at explained: [Period],
        among periods: [Period]
    ) throws(ScoringError) -> [Explanation] {
        for period in explained where !periods.contains(period) { throw .unknownPeriod(period) }
        let table = try scores(for: model.hasParametersOfPanel ? periods : explained)
        var explanations: [Explanation] = []
        for period in explained { explanations.append(try explain(dyad, at: period, in: table)) }
        return explanations
    }

    /// Explains scores that were computed by this scorer.
    /// - Throws: ``ScoringError/unknownDyad(_:)``, ``ScoringError/unknownPeriod(_:)``
    package func explain(_ dyad: Dyad, at period: Period, in table: ScoreTable) throws(ScoringError) -> Explanation {
        guard let dyadPosition = table.position(of: dyad) else { throw .unknownDyad(dyad) }
        guard let periodPosition = table.position(of: period) else { throw .unknownPeriod(period) }
        let cell = table.cells.cell(dyad: dyadPosition, period: period)
        let place = dyadPosition * table.periods.count + periodPosition
        let screened = try screened(cell)
        let readers = Dictionary(zip(model.leaves, readers)) { first, _ in first }
        var nodes: [ExplainedNode] = []
        for (position, node) in model.nodes.enumerated() {
            let score = table.score(node: position, dyad: dyadPosition, period: periodPosition)
            let replaces = node.normalisation?.replacesValues ?? false
            var absence = table.absence(node: position, dyad: dyadPosition, period: periodPosition, of: model)
            let basis: ExplainedNode.Basis
            switch node.content {
            case .indicator:
                guard let reader = readers[node.repeats ?? position],
                    case .indicator(let column) = table.content[position]
                else { continue }
                let found = reader.explain(cell, panel: panel, in: column, at: place, isReplaced: replaces)
                if score.value == nil, absence == nil {
                    let wasThere = found.raw != nil || found.freshness == .imputed
                    absence =
                        wasThere
                        ? table.normalisationAbsence(node: position, dyad: dyadPosition, period: periodPosition)
                        : found.absence
                }
                basis = .indicator(found)
            case .aggregate(let aggregate):
                let children = node.children.filter { table.weights[$0, at: periodPosition] > 0 }
                basis = .aggregate(
                    AggregateBasis(
                        method: aggregate.method,
                        childrenPresent: children.count {
                            table.score(node: $0, dyad: dyadPosition, period: periodPosition).value != nil
                        },
                        children: children.count
                    )
                )
            }
            if score.value == nil, absence != .notApplicable, let screened { absence = screened }
            nodes.append(
                ExplainedNode(
                    id: node.id,
                    parent: node.parent,
                    dimension: model.dimension(of: position),
                    weight: table.weights[position, at: periodPosition],
                    score: score,
                    absence: absence,
                    isApplicable: table.isApplicable(node: position, cell: place),
                    effectiveWeight: nil,
                    contribution: nil,
                    dimensionContribution: nil,
                    normalisation: table.fits[position].parameters(at: periodPosition),
                    line: replaces ? nil : table.fits[position].map(at: periodPosition),
                    basis: basis
                )
            )
        }
        let shares = Shares(nodes.map(\.link), missing: model.missing)
        for position in nodes.indices {
            nodes[position].effectiveWeight = shares.weight(of: position, in: 0)
            nodes[position].contribution = shares.contribution(of: position, to: 0)
            nodes[position].dimensionContribution = nodes[position].dimension.flatMap {
                shares.contribution(of: position, to: $0)
            }
        }
        return Explanation(dyad: dyad, period: period, nodes: nodes, missing: model.missing)
    }
}

extension Model {
    /// Whether a period's scores depend on values of others: of a relative normalisation or a treatment over the panel, of
    /// imputation in time, of weights found in the values of several.
    package var hasParametersOfPanel: Bool { reach.contains(.periods) }

    /// The child of the root that the node is or lies beneath.
    func dimension(of node: Int) -> Int? {
        var node = node
        while let parent = nodes[node].parent {
            if nodes[parent].parent == nil { return node }
            node = parent
        }
        return nil
    }
}
