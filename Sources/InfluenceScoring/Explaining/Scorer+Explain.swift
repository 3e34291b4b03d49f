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
        let scores = model.nodes.indices.map { table.score(node: $0, dyad: dyadPosition, period: periodPosition) }
        let shares = Shares(model, scores: scores, weights: table.weights)
        let cell = table.cells.cell(dyad: dyadPosition, period: period)
        var nodes: [ExplainedNode] = []
        var readers = self.readers[...]
        for (position, node) in model.nodes.enumerated() {
            let parameters = table.fits[position].parameters(at: periodPosition)
            let isApplicable = table.isApplicable(
                node: position,
                cell: dyadPosition * table.periods.count + periodPosition
            )
            let basis: ExplainedNode.Basis
            switch node.content {
            case .indicator:
                // The readers are in the order of the tree's indicators.
                guard let reader = readers.popFirst(), case .indicator(let column) = table.content[position] else {
                    continue
                }
                let place = dyadPosition * table.periods.count + periodPosition
                basis = .indicator(try reader.explain(cell, panel: panel, in: column, at: place))
            case .aggregate(let aggregate):
                let children = node.children.filter { model.nodes[$0].weight > 0 }
                basis = .aggregate(
                    AggregateBasis(
                        aggregate,
                        score: scores[position],
                        isApplicable: isApplicable,
                        isNormalised: parameters != .undefined,
                        childrenPresent: children.count { scores[$0].value != nil },
                        children: children.count
                    )
                )
            }
            let dimension = model.dimension(of: position)
            let replaces = (node.indicator?.normalisation ?? node.aggregate?.normalisation)?.replacesValues ?? false
            nodes.append(
                ExplainedNode(
                    id: node.id,
                    parent: node.parent,
                    dimension: dimension,
                    weight: table.weights[position],
                    score: scores[position],
                    isApplicable: isApplicable,
                    effectiveWeight: shares.weight(of: position, in: 0),
                    contribution: shares.contribution(of: position, to: 0),
                    dimensionContribution: dimension.flatMap { shares.contribution(of: position, to: $0) },
                    normalisation: parameters,
                    line: replaces ? nil : table.fits[position].map(at: periodPosition),
                    basis: basis
                )
            )
        }
        return Explanation(dyad: dyad, period: period, nodes: nodes)
    }
}

extension Model {
    /// Whether a period's scores depend on values of others: of a relative normalisation or a treatment over the panel, of
    /// imputation in time, of weights found in the values.
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

extension AggregateBasis {
    fileprivate init(
        _ aggregate: Aggregate,
        score: Score,
        isApplicable: Bool,
        isNormalised: Bool,
        childrenPresent: Int,
        children: Int
    ) {
        let least = aggregate.method.needsAllChildren ? children : aggregate.minChildren
        let gate: Gate? =
            if score.value != nil {
                nil
            } else if !isApplicable {
                .notApplicable
            } else if childrenPresent == 0 {
                .noData
            } else if aggregate.isGated(coverage: score.coverage) {
                .coverage(minimum: aggregate.minCoverage)
            } else if childrenPresent < least {
                .children(minimum: least)
            } else {
                .normalisation
            }
        self.init(method: aggregate.method, childrenPresent: childrenPresent, children: children, gate: gate)
    }
}
