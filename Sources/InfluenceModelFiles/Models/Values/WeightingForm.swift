internal import InfluenceFiles
internal import InfluenceModel
internal import InfluenceScoring
internal import InfluenceText

/// How the ways to weigh a node's children are written in a model file: `pca`, `{pca: {scope: period}}`,
/// `{pca: {window: P10Y, loadings: squared}}`, `{balanced: {floor: 0.01}}`.
struct WeightingForm {
    let kinds: [any WeightingMethod.Type]
    let methods: MethodReader

    /// - Returns: `nil` where something was reported.
    func read(_ node: YAMLNode) -> Weighting? {
        let collector = methods.collector
        guard case .mapping = node.content else {
            let word = ScalarKind.choice("weighting", kinds.map { ($0.name, $0) })
            guard let kind = collector.scalar(node, word, of: "'weights'")?.value else { return nil }
            return methods.method(kind, bareAt: node.position).map { Weighting($0) }
        }
        var reader = MappingReader(node, of: "'weights'", collector)
        var found: [Weighting?] = []
        for kind in kinds {
            guard let value = reader.node(kind.name) else { continue }
            guard kind.isFitted || !kind.form.needsNothing else {
                collector.report(at: value.position, "'\(kind.name)' takes no parameter; write weights: \(kind.name)")
                found.append(nil)
                continue
            }
            found.append(kind.isFitted ? fitted(kind, value) : methods.method(kind, value).map { Weighting($0) })
        }
        let named = kinds.filter { reader.has($0.name) }
        reader.finish()
        guard named.count == 1, found.count == 1 else {
            if named.count != 1 { collector.report(at: node.position, expected) }
            return nil
        }
        return found[0]
    }

    private var expected: String {
        let written = kinds.filter { $0.isFitted || !$0.form.needsNothing }
        let words = "'weights' must be one of " + NearestName.list(kinds.map { $0.name })
        guard let first = written.first else { return words }
        let names = written.map { $0.name }
        let listed = [names.dropLast().joined(separator: ", "), names.suffix(1).joined()].filter { !$0.isEmpty }
        return words + ", or a mapping of one of \(listed.joined(separator: " and ")), such as "
            + first.form.example(first.name)
    }

    /// A way with its own keys, and with those of the values in which all are found.
    private func fitted<Method: WeightingMethod>(_ kind: Method.Type, _ value: YAMLNode) -> Weighting? {
        let collector = methods.collector
        var reader = MappingReader(value, of: "'\(kind.name)'", collector)
        let scope = reader.optional("scope", .choice("scope", as: Treatment.Scope.self))
        let window = reader.optional("window", .daysDuration)
        let options = methods.keys(of: kind.form, &reader)
        if scope != nil, let window {
            collector.report(at: window.position, "'\(kind.name)' has either a 'scope' or a 'window', not both")
        }
        reader.finish()
        guard options.isSound, let method = methods.make(kind, MethodArguments(), options, at: value.position)
        else { return nil }
        if let window { return Weighting(method, in: .window(window.value)) }
        return Weighting(method, in: scope?.value == .period ? .period : .panel)
    }
}
