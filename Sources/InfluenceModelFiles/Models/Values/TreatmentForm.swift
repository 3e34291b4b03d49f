internal import InfluenceFiles
internal import InfluenceModel
internal import InfluenceScoring
internal import InfluenceText

/// How a treatment, and each of its steps, is written in a model file.
struct TreatmentForm {
    let kinds: [any TreatmentMethod.Type]
    let methods: MethodReader

    private var collector: DiagnosticCollector { methods.collector }

    /// Reads `none`, `{clip: [2.5, 97.5]}` or `{steps: [{winsorise: 5}, log], skewness: 2, kurtosis: 3.5, scope: panel, chain: false}`.
    func read(_ node: YAMLNode) -> Treatment? {
        if node.text == "none" { return nil }
        guard case .mapping = node.content else {
            collector.report(
                at: node.position,
                "'treat' must be none, {steps: [{winsorise: 5}, log]} or {clip: [2.5, 97.5]}"
            )
            return nil
        }
        if let entry = node.entries?.first(where: { entry in kinds.contains { $0.name == entry.key } }) {
            collector.report(at: entry.keyPosition, "'\(entry.key)' is a step; write {steps: [{winsorise: 5}, log]}")
            return nil
        }
        var reader = MappingReader(node, of: "'treat'", collector)
        let clip = reader.node("clip")
        let hasClip = reader.has("clip")
        let list = hasClip ? reader.list("steps") : reader.requiredList("steps")
        let hasSteps = reader.has("steps")
        for key in ["skewness", "kurtosis", "chain"] where hasClip && !hasSteps && reader.has(key) {
            reader.report("'\(key)' is about 'steps', and there are none: clipping is done in any case")
        }
        let skewness = reader.optional("skewness", .number.requiring({ $0 > 0 }) { "\($0) is not above 0" })
        let kurtosis = reader.optional("kurtosis", .number)
        let scope = reader.optional("scope", .choice("scope", as: Treatment.Scope.self))
        let chain = reader.optional("chain", .boolean)
        reader.finish()
        var percentiles: Treatment.Percentiles?
        if let clip {
            percentiles = self.percentiles(clip)
            guard percentiles != nil else { return nil }
        }
        guard let list = list ?? (hasClip && !hasSteps ? Located([], at: node.position) : nil) else { return nil }
        if list.value.isEmpty, hasSteps {
            collector.report(at: list.position, "'steps' is empty; write [{winsorise: 5}, log]")
        }
        let steps = list.value.compactMap(step)
        return Treatment(
            clip: percentiles,
            steps: steps,
            skewness: skewness?.value ?? Treatment.usualSkewness,
            kurtosis: kurtosis?.value ?? Treatment.usualKurtosis,
            scope: scope?.value ?? .panel,
            isChained: chain?.value ?? false
        )
    }

    private func percentiles(_ node: YAMLNode) -> Treatment.Percentiles? {
        let bounds = BoundsForm.read(node, of: "'clip'", .number(in: 0...100), example: "[2.5, 97.5]", collector)
        return bounds.map { Treatment.Percentiles(low: $0.low ?? 0, high: $0.high ?? 100) }
    }

    private func step(_ node: YAMLNode) -> Treatment.Step? {
        guard case .mapping(let entries) = node.content else {
            let word = ScalarKind.choice("step", kinds.map { ($0.name, $0) })
            guard let kind = collector.scalar(node, word, of: "a step")?.value else { return nil }
            return methods.method(kind, bareAt: node.position).map { Treatment.Step($0) }
        }
        guard entries.count == 1, let entry = entries.first, let kind = kinds.first(where: { $0.name == entry.key })
        else {
            let examples = kinds.map { $0.form.example($0.name) }
            collector.report(at: node.position, "a step must be one of " + NearestName.list(examples))
            return nil
        }
        guard !kind.form.needsNothing else {
            collector.report(at: node.position, "'\(kind.name)' takes no number; write \(kind.name)")
            return nil
        }
        return methods.method(kind, entry.value).map { Treatment.Step($0) }
    }
}
