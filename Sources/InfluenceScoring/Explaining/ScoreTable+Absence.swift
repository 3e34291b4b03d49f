package import InfluenceModel

extension ScoreTable {
    /// Why a node has no score.
    ///
    /// - Parameters: Positions in ``nodes``, ``dyads`` and ``periods``, and the model that was scored.
    /// - Returns: `nil` where it has one; and of an indicator that had no value before it was normalised: its reader says
    ///   why.
    package func absence(node: Int, dyad: Int, period: Int, of model: Model) -> Absence? {
        let score = score(node: node, dyad: dyad, period: period)
        let cell = dyad * periods.count + period
        guard score.value == nil else { return nil }
        guard isApplicable(node: node, cell: cell) else { return .notApplicable }
        guard let aggregate = model.nodes[node].aggregate else {
            guard case .indicator(let column) = content[node], !column.values[cell].isNaN else { return nil }
            return normalisationAbsence(node: node, dyad: dyad, period: period)
        }
        if let problems = unweighed[node], let problem = problems[problems.count == 1 ? 0 : period] { return problem }
        let parts = parts(of: node, dyad: dyad, period: period, model)
        let children = model.missing == .siblings ? parts : childParts(of: node, dyad: dyad, period: period, model)
        let present = children.count { !$0.value.isNaN }
        if parts.allSatisfy({ $0.value.isNaN }) { return .noChild }
        if aggregate.isGated(coverage: score.coverage) {
            return .coverage(score.coverage, minimum: aggregate.minCoverage)
        }
        let least = type(of: aggregate.method.arithmetic).needsAllChildren ? children.count : aggregate.minChildren
        if present < least { return .children(present, minimum: least) }
        return aggregate.method.absence(of: parts) ?? normalisationAbsence(node: node, dyad: dyad, period: period)
    }

    /// Of a value that was there before the normalisation.
    func normalisationAbsence(node: Int, dyad: Int, period: Int) -> Absence {
        switch fits[node].parameters(at: period) {
        case .undefined: return .withoutSpread
        case .reference(let power, _):
            let reference = position(of: Dyad(power: power, country: dyads[dyad].country))
            let isThere = reference.map { score(node: node, dyad: $0, period: period).value != nil } ?? false
            return isThere ? .notFinite : .noReference(power)
        case .none, .goalposts, .minmax, .zscore, .ranks, .distance, .found, .notFinite: return .notFinite
        }
    }

    struct Part {
        let id: NodeID
        let weight: Double
        /// NaN: none.
        let value: Double
    }

    private func parts(of node: Int, dyad: Int, period: Int, _ model: Model) -> [Part] {
        guard model.missing == .tree else { return childParts(of: node, dyad: dyad, period: period, model) }
        return model.nodes[node].children.filter { weights[$0, at: period] > 0 }.flatMap { child -> [Part] in
            guard model.nodes[child].aggregate != nil else {
                return [part(child, dyad: dyad, period: period)]
            }
            return parts(of: child, dyad: dyad, period: period, model)
        }
    }

    private func childParts(of node: Int, dyad: Int, period: Int, _ model: Model) -> [Part] {
        model.nodes[node].children.filter { weights[$0, at: period] > 0 }
            .map { part($0, dyad: dyad, period: period) }
    }

    private func part(_ node: Int, dyad: Int, period: Int) -> Part {
        Part(
            id: nodes[node],
            weight: weights[node, at: period],
            value: score(node: node, dyad: dyad, period: period).value ?? .nan
        )
    }
}

extension Aggregation {
    /// Why the method has no value for its children, some of which have one; `nil` where it has.
    fileprivate func absence(of parts: [ScoreTable.Part]) -> Absence? {
        let (method, domain) = (arithmetic, arithmetic.domain)
        if let refused = parts.first(where: { domain.refuses($0.value) }) {
            return .refused(self, child: refused.id, value: refused.value)
        }
        if let count = type(of: method).parts?.count, parts.count != count {
            return .children(parts.count, minimum: count)
        }
        if let absence = method.absence(of: parts.map(\.id), parts.map(\.value)) { return absence }
        guard !isComparison else { return nil }
        let children = parts.map {
            Child(
                id: $0.id,
                weight: $0.weight,
                values: [$0.value],
                run: 0..<1,
                fit: .identity,
                periods: 1,
                coverage: nil,
                confidence: nil
            )
        }
        return AggregateRun(Aggregate(method: self), of: children, count: 1).values[0].isNaN ? .notFinite : nil
    }
}
