internal import InfluenceFiles
internal import InfluenceModel
internal import InfluenceScoring
internal import InfluenceText

/// How methods of imputation are written in a model file: `mean`, or `{group_mean: region}` for one with a parameter; `none`
/// undoes an inherited one.
struct ImputationForm {
    let kinds: [any ImputationMethod.Type]
    let methods: MethodReader

    /// - Returns: `nil` also for `none`.
    func read(_ node: YAMLNode) -> Imputation? {
        let collector = methods.collector
        guard case .mapping = node.content else {
            var known: [(name: String, value: (any ImputationMethod.Type)?)] = [("none", nil)]
            for kind in kinds { known.append((kind.name, kind)) }
            // `nil` of what was reported, and of `none`.
            let found = collector.scalar(node, .choice("imputation", known), of: "'impute'").flatMap { $0.value }
            guard let kind = found else { return nil }
            return methods.method(kind, bareAt: node.position).map { Imputation($0) }
        }
        var reader = MappingReader(node, of: "'impute'", collector)
        var found: [Imputation?] = []
        let written = kinds.filter { !$0.form.needsNothing }
        for kind in written {
            guard let value = reader.node(kind.name) else { continue }
            found.append(methods.method(kind, value).map { Imputation($0) })
        }
        reader.finish()
        if found.count != 1 {
            reader.report(
                "'impute' must be a word, or a mapping of one of " + written.map { $0.name }.joined(separator: ", ")
            )
        }
        return found.count == 1 ? found[0] : nil
    }
}
