internal import InfluenceFiles
internal import InfluenceModel
internal import InfluenceScoring
internal import InfluenceText

/// How methods of aggregation are written in a model file: `geometric`, or `{power: 0.5}` for one with a parameter; and how
/// what may stand in for one is: the same way, or with parameters of its own, `{geometric: {floor: 1}}`,
/// `{power: {exponent: 0.5, floor: 1}}`.
struct AggregationForm {
    let kinds: [any AggregationMethod.Type]
    let methods: MethodReader

    private var collector: DiagnosticCollector { methods.collector }

    /// What the methods are called elsewhere, and what stands for methods that are none.
    private static let others = [
        "mean": "write arithmetic", "average": "write arithmetic", "amean": "write arithmetic",
        "weighted_mean": "write arithmetic", "gmean": "write geometric", "hmean": "write harmonic",
        "sum": "a sum of n parts is n times their mean: write arithmetic and let 'normalise' stretch it "
            + "({goalposts: [0, high / n], truncate: false}), or give the model a 'scale' n times as long",
        "multiply": "write product", "minimum": "write min", "maximum": "write max",
    ]

    func read(_ node: YAMLNode) -> Aggregation? {
        guard case .mapping = node.content else {
            if let text = node.text, let hint = Self.others[text] {
                collector.report(at: node.position, "'aggregate': '\(text)' is not a method; \(hint)")
                return nil
            }
            let word = ScalarKind.choice("aggregation", kinds.map { ($0.name, $0) })
            guard let kind = collector.scalar(node, word, of: "'aggregate'")?.value else { return nil }
            return methods.method(kind, bareAt: node.position).map { Aggregation($0) }
        }
        var reader = MappingReader(node, of: "'aggregate'", collector)
        var found: [Aggregation?] = []
        for kind in kinds where reader.has(kind.name) {
            // Asked for in any case, so that it is not reported as unknown too.
            guard let value = reader.node(kind.name) else { continue }
            if kind.form.needsNothing {
                collector.report(
                    at: reader.position(of: kind.name) ?? reader.position,
                    "'\(kind.name)' takes no parameter; write 'aggregate: \(kind.name)'"
                )
                continue
            }
            found.append(methods.method(kind, value).map { Aggregation($0) })
        }
        let names = kinds.filter { reader.has($0.name) }.map { $0.name }
        reader.finish()
        if names.isEmpty {
            let examples = kinds.filter { !$0.form.needsNothing }.map { $0.form.example($0.name) }
            reader.report("'aggregate' must be a word, or a mapping: " + NearestName.list(examples))
        } else if found.count > 1 {
            reader.report("'aggregate' names several methods: " + NearestName.list(names))
        }
        return found.count == 1 ? found[0] : nil
    }

    func readAlternative(_ node: YAMLNode) -> AlternativeAggregation? {
        guard let entries = node.entries, entries.count == 1, let entry = entries.first, entry.value.entries != nil
        else { return read(node).map { AlternativeAggregation($0) } }
        var reader = MappingReader(entry.value, of: "'\(entry.key)'", collector)
        let floor = reader.optional("floor", .number)
        guard let kind = kinds.first(where: { $0.name == entry.key }) else {
            collector.report(
                at: entry.keyPosition,
                "unknown aggregation '\(entry.key)'" + NearestName.hint(for: entry.key, among: kinds.map { $0.name })
            )
            return nil
        }
        let given = methods.named(kind.form, &reader)
        reader.finish()
        guard let method = given.flatMap({ methods.make(kind, $0, at: entry.value.position) }) else { return nil }
        if let floor, floor.value <= 0, method.domain == .positive {
            collector.report(
                at: floor.position,
                "'\(entry.key)' takes no values of 0 or less; its floor must be above 0"
            )
            return nil
        }
        return AlternativeAggregation(Aggregation(method), floor: floor?.value)
    }
}
