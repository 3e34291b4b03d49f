internal import InfluenceFiles
internal import InfluenceModel
internal import InfluenceScoring
internal import InfluenceText

/// Reads the value of a `normalise` key: `minmax`, `{goalposts: [0, 50], truncate: false}`,
/// `{zscore: [10, 2], scope: period}`, `{method: zscore, scope: {from: 2010, to: 2015}}` or `{method: rank, ties: average}`.
struct NormalisationReader {
    let kinds: [any NormalisationMethod.Type]
    /// `nil` where it was reported.
    let grid: Grid?
    let methods: MethodReader

    var scale: Scale { methods.scale }
    private var collector: DiagnosticCollector { methods.collector }

    /// A method as it is named in the file, with what it is given.
    private struct Named {
        let kind: any NormalisationMethod.Type
        let position: FilePosition
        /// `nil` where it was reported.
        let argument: MethodArguments?
    }

    func read(_ node: YAMLNode) -> Normalisation? {
        let word = ScalarKind.choice("normalisation", kinds.map { ($0.name, $0) })
        guard case .mapping = node.content else {
            guard let kind = collector.scalar(node, word, of: "'normalise'")?.value else { return nil }
            return methods.method(kind, bareAt: node.position).map { Normalisation(Normalisation.Method($0)) }
        }
        var reader = MappingReader(node, of: "'normalise'", collector)
        var named: [Named] = []
        for kind in kinds {
            guard let value = reader.node(kind.name) else { continue }
            let argument = methods.argument(of: kind.form, kind.name, value)
            named.append(Named(kind: kind, position: value.position, argument: argument))
        }
        // A key without a value was reported, but names the method.
        let names = kinds.filter { reader.has($0.name) }.map { $0.name }
        let bare = reader.optional("method", word)
        let scopeNode = reader.node("scope")
        let scope = scopeNode.flatMap(readScope)
        let own = named.first?.kind.form ?? bare?.value.form
        let options = methods.options(of: kinds.map { $0.form }, own: own, &reader)
        let hasMethod = reader.has("method")
        reader.finish()
        if names.isEmpty, !hasMethod {
            reader.report("'normalise' names no method; known: " + NearestName.list(kinds.map { $0.name }))
        } else if names.count + (hasMethod ? 1 : 0) > 1 {
            let all = names + (bare.map { [$0.value.name] } ?? [])
            reader.report("'normalise' names several methods: " + NearestName.list(all))
            return nil
        }
        if let bare {
            let kind = bare.value
            let argument = methods.usual(of: kind.form, kind.name, at: bare.position)
            named = [Named(kind: kind, position: bare.position, argument: argument)]
        }
        guard let method = named.first else { return nil }
        let kind = method.kind
        if let scopeNode, !kind.isRelative {
            collector.report(
                at: scopeNode.position,
                "'scope' means nothing to '\(kind.name)', which looks at no other values"
            )
        } else if let scopeNode, scope?.isBaseline == true, kind.replacesValues {
            collector.report(
                at: scopeNode.position,
                "'\(kind.name)' has no baseline: it compares values with each other, and those outside have no place "
                    + "among them; known with a baseline: "
                    + NearestName.list(kinds.filter { !$0.replacesValues && $0.isRelative }.map { $0.name })
            )
        }
        for (option, position, _) in options.positions where !kind.form.options.contains(where: { $0.name == option }) {
            let owners = kinds.filter { $0.form.options.contains { $0.name == option } }.map { $0.name }
            collector.report(
                at: position,
                "'\(option)' means nothing to '\(kind.name)'; it belongs to " + NearestName.list(owners)
            )
        }
        if kind.isRelative, scope?.isBaseline != true, scope != nil || scopeNode == nil,
            let place = options.positions.first(where: { $0.name == Truncation.option.name }),
            kind.form.options.contains(Truncation.option)
        {
            collector.report(
                at: place.key,
                "'truncate' is about values outside of a baseline, and without one there are none; leave it out, or give "
                    + "'scope' a baseline: {from: 2010, to: 2015}"
            )
        }
        return method.argument.flatMap { methods.make(kind, $0, options, at: method.position) }
            .map { Normalisation(Normalisation.Method($0), scope: scope ?? .panel) }
    }

    /// `panel`, `period`, or a baseline: `{from: 2010, to: 2015}`.
    private func readScope(_ node: YAMLNode) -> Normalisation.Scope? {
        guard case .mapping = node.content else {
            let kind = ScalarKind(expected: "a scope; write panel, period or a baseline, {from: 2010, to: 2015}") {
                ["panel": Normalisation.Scope.panel, "period": .period][$0]
            }
            return collector.scalar(node, kind, of: "'scope'")?.value
        }
        var reader = MappingReader(node, of: "'scope'", collector)
        let from = reader.required("from", .period)
        let through = reader.required("to", .period)
        reader.finish()
        guard let from, let through else { return nil }
        guard from.value.start <= through.value.end else {
            collector.report(
                at: through.position,
                "'to', \(through.value), lies before 'from', \(from.value)"
            )
            return nil
        }
        let scope = Normalisation.Scope.baseline(from: from.value.start, through: through.value.end)
        if let grid, !grid.hasPeriod(from: from.value.start, through: through.value.end) {
            let first = grid.first.map { ", which begins with \($0)," } ?? ""
            collector.report(
                at: node.position,
                "no period of the grid\(first) lies from \(from.value) to \(through.value)"
            )
            return nil
        }
        return scope
    }
}
