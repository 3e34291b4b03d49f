/// Identity by definition: what decides the scores of a node, and nothing else.
///
/// In: methods and their parameters, the weights of children as decoded, inputs, reporters, tables, windows, transforms,
/// goalposts, gates, levels, floors and rounding, what ages a value, which statuses are not scored; the grid and the node
/// scale; powers and countries where a method makes them matter; all that is read, where a screen judges by it. Siblings
/// stand in the order of the file, which is the order of summation.
///
/// And the edition of each method that computes it, where a module that computes gives them: this one knows what is meant,
/// not by which arithmetic.
///
/// Out: ids of the nodes themselves, titles, notes, caveats, labels, citations, units, ranges and jumps, mirrors, children
/// of weight 0, in how many places a node stands, and everything outside of the subtree. So two models, or two editions of
/// one, have the same definition of what they share.
extension Model {
    /// Of each node, in the order of ``Model/nodes``; by whatever arithmetic.
    package var definitions: [DefinitionBytes] { definitions(editions: { _ in "" }) }

    /// The same by the arithmetic of one edition.
    /// - Parameter editions: Of the methods of a node's own step, those that are no longer in their first.
    package func definitions(editions: (Node) -> String) -> [DefinitionBytes] {
        let definitions = unscreenedDefinitions(editions)
        guard let screen, let root = definitions.first else { return definitions }
        // What is left out is judged by all that is read, whichever node asks.
        return definitions.map { own in
            var definition = own
            definition.field("screen", screen.definition)
            definition.field("screened", root)
            return definition
        }
    }

    /// Of a tracked indicator: what decides its values. Whatever its unit is called.
    package func definition(ofTracked indicator: Indicator) -> DefinitionBytes {
        var definition = DefinitionBytes()
        definition.field("grid", grid.definition)
        write(indicator, into: &definition)
        return definition
    }

    private func unscreenedDefinitions(_ editions: (Node) -> String) -> [DefinitionBytes] {
        var definitions = Array(repeating: DefinitionBytes(), count: nodes.count)
        // Of the indicators beneath a node and what they weigh, whatever lies between.
        var shares = missing == .tree ? definitions : []
        // Children come after their parents.
        for position in nodes.indices.reversed() {
            let node = nodes[position]
            let own = editions(node)
            if missing == .tree { shares[position] = share(of: node, own, beneath: shares, definitions) }
            definitions[position] = definition(of: node, own, beneath: definitions, shares)
        }
        return definitions
    }

    private func definition(
        of node: Node,
        _ editions: String,
        beneath definitions: [DefinitionBytes],
        _ shares: [DefinitionBytes]
    ) -> DefinitionBytes {
        var definition = DefinitionBytes()
        definition.field("editions", editions, unless: "")
        definition.field("scale", [scale.low, scale.high])
        definition.field("grid", grid.definition)
        write(node.reach, into: &definition)
        switch node.content {
        case .indicator(let indicator): write(indicator, into: &definition)
        case .aggregate(let aggregate):
            aggregate.write(into: &definition)
            definition.field("missing", missing.rawValue, unless: MissingWeight.siblings.rawValue)
            // Where weight is shared over the whole tree, nodes between are looked at only to be counted, or to find weights.
            let isWhole = missing == .siblings || aggregate.minChildren > 1 || aggregate.weighting.scope != nil
            write(childrenOf: node, aggregate.weighting, isWhole ? definitions : shares, into: &definition)
            if isWhole && missing == .tree {
                definition.field("parts", childrenWeighed(of: node).map { shares[$0] })
            }
        }
        definition.field("floor", node.floor, unless: nil)
        definition.field("round", node.digits, unless: nil)
        return definition
    }

    /// An indicator, or what shares a node's weight out among those beneath it.
    private func share(
        of node: Node,
        _ editions: String,
        beneath shares: [DefinitionBytes],
        _ definitions: [DefinitionBytes]
    ) -> DefinitionBytes {
        guard let aggregate = node.aggregate else {
            return definition(of: node, editions, beneath: definitions, shares)
        }
        var definition = DefinitionBytes()
        definition.field("editions", editions, unless: "")
        definition.field("weighting", aggregate.weighting.definition, unless: Weighting.given.definition)
        write(childrenOf: node, aggregate.weighting, shares, into: &definition)
        if aggregate.weighting.scope != nil {
            definition.field("compared", childrenWeighed(of: node).map { definitions[$0] })
        }
        return definition
    }

    /// Those that ever weigh anything.
    private func childrenWeighed(of node: Node) -> [Int] {
        node.children.filter { child in
            nodes[child].weightSteps.isEmpty
                ? nodes[child].weight > 0 : nodes[child].weightSteps.contains { $0.weight > 0 }
        }
    }

    private func write(
        childrenOf node: Node,
        _ weighting: Weighting,
        _ beneath: [DefinitionBytes],
        into definition: inout DefinitionBytes
    ) {
        let children = childrenWeighed(of: node)
        if weighting == .given {
            if children.contains(where: { !nodes[$0].weightSteps.isEmpty }) {
                definition.field("weights", children.map { nodes[$0].weights })
            } else {
                definition.field("weights", children.map { nodes[$0].weight })
            }
        }
        definition.field("children", children.map { beneath[$0] })
    }

    /// Powers and countries in the model's order, in which relative methods add up.
    private func write(_ reach: Reach, into definition: inout DefinitionBytes) {
        if reach.isSuperset(of: .powers) { definition.field("powers", powers.map(\.id)) }
        if reach.isSuperset(of: .dyads) { definition.field("countries", countries.map(\.id)) }
    }

    private func write(_ indicator: Indicator, into definition: inout DefinitionBytes) {
        write(rowsOf: indicator, into: &definition)
        definition.field(
            "not_scored",
            notScored.map(\.rawValue).sorted(),
            unless: Model.usuallyNotScored.map(\.rawValue).sorted()
        )
        definition.field("max_age", indicator.maxAge, unless: nil)
        definition.field("cadence", indicator.cadence, unless: nil)
        definition.field("lag", indicator.lag, unless: nil)
        definition.field("table", indicator.isTable && indicator.share == nil, unless: false)
        if indicator.readsTable { definition.field("tolerance", indicator.tolerance, unless: Indicator.usualTolerance) }
        if let share = indicator.share {
            definition.field("min_total", indicator.minTotal, unless: 0)
            if share == .powers { definition.field("unions", powers.map(\.within)) }
        }
        if let published = indicator.fallback.flatMap({ self.indicator($0) }) {
            var rows = DefinitionBytes()
            write(rowsOf: published, into: &rows)
            definition.field("else", rows)
        }
        definition.field("gaps", indicator.gaps.rawValue, unless: Gaps.unknown.rawValue)
        definition.field("through", indicator.through, unless: nil)
        definition.field("transform", indicator.transform.map(\.definition), unless: [])
        if let denominator = indicator.denominator.flatMap({ self.indicator($0) }) {
            // Neither its window nor its transform.
            var rows = DefinitionBytes()
            write(rowsOf: denominator, into: &rows)
            rows.field("max_age", denominator.maxAge, unless: nil)
            definition.field("denominator", rows)
        }
        if let imputation = indicator.imputation {
            definition.field("imputation", imputation.definition)
            if let grouping = imputation.grouping {
                definition.field("groups", powers.map { $0.groups[grouping] } + countries.map { $0.groups[grouping] })
            }
        }
        definition.field("treatment", indicator.treatment.map(\.definition), unless: nil)
        definition.field("normalisation", indicator.normalisation.definition, unless: Normalisation.none.definition)
        definition.field("direction", indicator.direction.rawValue, unless: Direction.positive.rawValue)
    }

    /// Which rows are read.
    private func write(rowsOf indicator: Indicator, into definition: inout DefinitionBytes) {
        definition.field("subject", indicator.subject.rawValue)
        definition.field("inputs", indicator.inputs)
        definition.field("flows", indicator.inputs.map { self.indicator($0)?.isFlow ?? indicator.isFlow })
        definition.field("reporters", indicator.reporters.map(\.definition), unless: nil)
    }
}

extension Node {
    /// From some periods on; of a constant one, once.
    fileprivate var weights: [DefinitionBytes] {
        (weightSteps.isEmpty ? [WeightStep(from: .day(.earliest), weight: weight)] : weightSteps).map { step in
            var definition = DefinitionBytes()
            definition.field("from", step.from)
            definition.field("weight", step.weight)
            return definition
        }
    }
}

extension Screen {
    fileprivate var definition: DefinitionBytes {
        var definition = DefinitionBytes()
        switch self {
        case .coverage(let minimum): definition.field("min_coverage", minimum)
        case .indicators(let minimum): definition.field("min_indicators", minimum)
        }
        return definition
    }
}

extension Reporters {
    fileprivate var definition: DefinitionBytes {
        var definition = DefinitionBytes()
        definition.field("usual", usual)
        let others = byCountry.filter { $0.value != usual }.sorted { $0.key.text < $1.key.text }
        definition.field("countries", others.map(\.key), unless: [])
        definition.field("theirs", others.map(\.value), unless: [])
        return definition
    }
}

extension Grid {
    fileprivate var definition: DefinitionBytes {
        var definition = DefinitionBytes()
        switch self {
        case .regular(let frequency, let first):
            definition.field("frequency", frequency.rawValue)
            definition.field("from", first)
        case .listed(let periods): definition.field("periods", periods)
        }
        return definition
    }
}

extension Aggregate {
    fileprivate func write(into definition: inout DefinitionBytes) {
        definition.field("method", method.definition)
        definition.field("min_coverage", minCoverage, unless: 0)
        definition.field("min_children", minChildren, unless: 1)
        definition.field("normalisation", normalisation.map(\.definition), unless: nil)
        definition.field("direction", direction.rawValue, unless: Direction.positive.rawValue)
        definition.field("weighting", weighting.definition, unless: Weighting.given.definition)
    }
}
