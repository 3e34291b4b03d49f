// What decides the values of a method, whichever it is: its name and parameters, and what it looks at.

extension Window {
    package var definition: DefinitionBytes {
        var definition = DefinitionBytes()
        definition.field("method", kind.name)
        kind.method.write(into: &definition)
        definition.field("length", length)
        definition.field("min_window", minKnown, unless: Window.usualMinKnown)
        return definition
    }
}

extension Transform {
    var definition: DefinitionBytes {
        var definition = DefinitionBytes()
        kind.write(into: &definition)
        return definition
    }
}

extension Imputation {
    var definition: DefinitionBytes {
        var definition = DefinitionBytes()
        definition.field("method", name)
        kind.write(into: &definition)
        return definition
    }
}

extension Treatment {
    var definition: DefinitionBytes {
        var definition = DefinitionBytes()
        definition.field("clip", clip.map { [$0.low, $0.high] }, unless: nil)
        definition.field("skewness", skewness)
        definition.field("kurtosis", kurtosis)
        definition.field("scope", scope.rawValue)
        definition.field("chain", isChained, unless: false)
        definition.field(
            "steps",
            steps.map { step in
                var definition = DefinitionBytes()
                step.kind.write(into: &definition)
                return definition
            }
        )
        return definition
    }
}

extension Normalisation {
    var definition: DefinitionBytes {
        var definition = DefinitionBytes()
        definition.field("method", method.name)
        method.kind.write(into: &definition)
        // Of a fixed method the scope means nothing.
        guard !reach.isEmpty else { return definition }
        switch scope {
        case .panel: definition.field("scope", "panel")
        case .period: definition.field("scope", "period")
        case .baseline(let from, let through):
            definition.field("scope", "baseline")
            definition.field("from", from)
            definition.field("through", through)
        }
        return definition
    }
}

extension Weighting {
    var definition: DefinitionBytes {
        var definition = DefinitionBytes()
        definition.field("method", name)
        kind.write(into: &definition)
        switch scope {
        case nil, .panel?: break
        case .period?: definition.field("scope", "period")
        case .window(let length)?: definition.field("window", length)
        }
        return definition
    }
}

extension Aggregation {
    var definition: DefinitionBytes {
        var definition = DefinitionBytes()
        definition.field("method", name)
        kind.write(into: &definition)
        return definition
    }
}
