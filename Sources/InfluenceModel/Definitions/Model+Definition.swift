/// Identity by definition: what decides the scores of a node, and nothing else.
///
/// In: methods and their parameters, the weights of children as decoded, inputs, reporters, windows, transforms,
/// goalposts, gates, levels, what ages a value; the grid and the node scale; powers and countries where a method makes
/// them matter. Siblings stand in the order of the file, which is the order of summation.
///
/// Out: ids of the nodes themselves, titles, notes, labels, citations, units, mirrors, children of weight 0, and
/// everything outside of the subtree. So two models, or two editions of one, have the same definition of what they share.
extension Model {
    /// Of each node, in the order of ``Model/nodes``.
    package var definitions: [DefinitionBytes] {
        var definitions = Array(repeating: DefinitionBytes(), count: nodes.count)
        // Children come after their parents.
        for position in nodes.indices.reversed() {
            definitions[position] = definition(of: nodes[position], beneath: definitions)
        }
        return definitions
    }

    private func definition(of node: Node, beneath definitions: [DefinitionBytes]) -> DefinitionBytes {
        var definition = DefinitionBytes()
        definition.field("scale", [scale.low, scale.high])
        definition.field("grid", grid.definition)
        write(node.reach, into: &definition)
        switch node.content {
        case .indicator(let indicator): write(indicator, into: &definition)
        case .aggregate(let aggregate):
            aggregate.write(into: &definition)
            let children = node.children.filter { nodes[$0].weight > 0 }
            if aggregate.weighting == .given { definition.field("weights", children.map { nodes[$0].weight }) }
            definition.field("children", children.map { definitions[$0] })
        }
        return definition
    }

    /// Powers and countries in the model's order, in which relative methods add up.
    private func write(_ reach: Reach, into definition: inout DefinitionBytes) {
        if reach.isSuperset(of: .powers) { definition.field("powers", powers.map(\.id)) }
        if reach.isSuperset(of: .dyads) { definition.field("countries", countries.map(\.id)) }
    }

    private func write(_ indicator: Indicator, into definition: inout DefinitionBytes) {
        definition.field("subject", indicator.subject.rawValue)
        write(readingOf: indicator, into: &definition)
        definition.field("window", indicator.window.definition, unless: Window.last.definition)
        definition.field("transform", indicator.transform.definition, unless: Transform.level.definition)
        if case .ratio(let to, _) = indicator.transform, let denominator = self.indicator(to) {
            definition.field("denominator", self.definition(ofDenominator: denominator))
        }
        definition.field("cadence", indicator.cadence, unless: nil)
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

    /// What a denominator is read by: neither its window nor its transform.
    private func definition(ofDenominator indicator: Indicator) -> DefinitionBytes {
        var definition = DefinitionBytes()
        definition.field("subject", indicator.subject.rawValue)
        write(readingOf: indicator, into: &definition)
        return definition
    }

    private func write(readingOf indicator: Indicator, into definition: inout DefinitionBytes) {
        definition.field("inputs", indicator.inputs)
        definition.field("flows", indicator.inputs.map { self.indicator($0)?.isFlow ?? indicator.isFlow })
        definition.field("reporters", indicator.reporters, unless: nil)
        definition.field("max_age", indicator.maxAge, unless: nil)
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

extension Window {
    fileprivate var definition: DefinitionBytes {
        var definition = DefinitionBytes()
        switch self {
        case .last: definition.field("method", "last")
        case .sum(let length):
            definition.field("method", "sum")
            definition.field("length", length)
        case .mean(let length):
            definition.field("method", "mean")
            definition.field("length", length)
        case .decay(let length, let halfLife):
            definition.field("method", "decay")
            definition.field("length", length)
            definition.field("half_life", halfLife)
        }
        return definition
    }
}

extension Transform {
    fileprivate var definition: DefinitionBytes {
        var definition = DefinitionBytes()
        switch self {
        case .level: definition.field("method", "level")
        case .share(let minTotal):
            definition.field("method", "share")
            definition.field("min_total", minTotal)
        // What it divides by stands beside it.
        case .ratio(_, let scale):
            definition.field("method", "ratio")
            definition.field("scale", scale)
        case .log: definition.field("method", "log")
        case .ordinal(let levels):
            definition.field("method", "ordinal")
            // In the order of their levels: the order of the table means nothing.
            let ordered = levels.sorted { $0.level < $1.level }
            definition.field("levels", ordered.map(\.level))
            definition.field("scores", ordered.map(\.score))
        }
        return definition
    }
}

extension Imputation {
    fileprivate var definition: DefinitionBytes {
        var definition = DefinitionBytes()
        switch self {
        case .mean: definition.field("method", "mean")
        case .median: definition.field("method", "median")
        // The groups themselves stand beside it, not what they are called.
        case .groupMean: definition.field("method", "group_mean")
        case .groupMedian: definition.field("method", "group_median")
        case .linear: definition.field("method", "linear")
        case .last: definition.field("method", "last")
        }
        return definition
    }
}

extension Treatment {
    fileprivate var definition: DefinitionBytes {
        var definition = DefinitionBytes()
        definition.field("skewness", skewness)
        definition.field("kurtosis", kurtosis)
        definition.field("scope", scope.rawValue)
        definition.field(
            "steps",
            steps.map { step in
                var definition = DefinitionBytes()
                switch step {
                case .winsorise(let points): definition.field("winsorise", points)
                case .log: definition.field("log", true)
                case .boxCox(let lambda): definition.field("box_cox", lambda)
                }
                return definition
            }
        )
        return definition
    }
}

extension Normalisation {
    fileprivate var definition: DefinitionBytes {
        var definition = DefinitionBytes()
        switch method {
        case .goalposts(let low, let high, let truncate):
            definition.field("method", "goalposts")
            definition.field("ends", [low, high])
            definition.field("truncate", truncate, unless: true)
        case .minmax(let target):
            definition.field("method", "minmax")
            definition.field("ends", [target.low, target.high])
        case .zscore(let mean, let sd):
            definition.field("method", "zscore")
            definition.field("moments", [mean, sd])
        case .rank(let ties):
            definition.field("method", "rank")
            definition.field("ties", ties.rawValue)
        case .borda(let ties):
            definition.field("method", "borda")
            definition.field("ties", ties.rawValue)
        case .percentileRank(let ties):
            definition.field("method", "percentile_rank")
            definition.field("ties", ties.rawValue)
        case .distanceToMax: definition.field("method", "distance_to_max")
        case .distanceToReference(let power, let capped):
            definition.field("method", "distance_to_reference")
            definition.field("power", power)
            definition.field("capped", capped, unless: false)
        case .distanceToTarget(let target, let capped):
            definition.field("method", "distance_to_target")
            definition.field("target", target)
            definition.field("capped", capped, unless: false)
        case .fractionOfMax: definition.field("method", "fraction_of_max")
        case .none: definition.field("method", "none")
        }
        // Of a fixed method the scope means nothing.
        if !reach.isEmpty { definition.field("scope", scope.rawValue) }
        return definition
    }
}

extension Aggregate {
    fileprivate func write(into definition: inout DefinitionBytes) {
        definition.field("method", method.definition)
        definition.field("min_coverage", minCoverage, unless: 0)
        definition.field("min_children", minChildren, unless: 1)
        definition.field("normalisation", normalisation.map(\.definition), unless: nil)
        definition.field("weighting", weighting.rawValue, unless: Weighting.given.rawValue)
    }
}

extension Aggregation {
    fileprivate var definition: DefinitionBytes {
        var definition = DefinitionBytes()
        definition.field("method", name)
        if case .power(let exponent) = self { definition.field("exponent", exponent) }
        return definition
    }
}
