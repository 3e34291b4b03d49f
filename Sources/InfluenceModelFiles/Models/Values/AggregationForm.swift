internal import InfluenceFiles
internal import InfluenceModel

/// How methods of aggregation are written in a model file: `geometric`, or `{power: 0.5}` for the one with a parameter.
enum AggregationForm {
    private static let power = "power"

    /// What the methods are called elsewhere, and what stands for methods that are none.
    private static let others = [
        "mean": "write arithmetic", "average": "write arithmetic", "amean": "write arithmetic",
        "weighted_mean": "write arithmetic", "gmean": "write geometric", "hmean": "write harmonic",
        "sum": "a sum of n parts is n times their mean: write arithmetic and let 'normalise' stretch it "
            + "({goalposts: [0, high / n], truncate: false}), or give the model a 'scale' n times as long",
        "multiply": "write product", "minimum": "write min", "maximum": "write max",
    ]

    static func read(_ node: YAMLNode, _ collector: DiagnosticCollector) -> Aggregation? {
        guard case .mapping = node.content else {
            if let text = node.text, let hint = others[text] {
                collector.report(at: node.position, "'aggregate': '\(text)' is not a method; \(hint)")
                return nil
            }
            let known = Aggregation.plain.map { ($0.name, Aggregation?.some($0)) } + [(power, nil)]
            guard let found = collector.scalar(node, .choice("aggregation", known), of: "'aggregate'") else {
                return nil
            }
            if found.value == nil {
                collector.report(at: node.position, "'\(power)' needs its exponent; write {\(power): 0.5}")
            }
            return found.value
        }
        var reader = MappingReader(node, of: "'aggregate'", collector)
        let exponent = reader.required(power, .number)
        for method in Aggregation.plain where reader.has(method.name) {
            let position = reader.position(of: method.name) ?? reader.position
            // Asked for, so that it is not reported as unknown too.
            _ = reader.node(method.name)
            collector.report(at: position, "'\(method.name)' takes no parameter; write 'aggregate: \(method.name)'")
        }
        reader.finish()
        return exponent.map { .power(exponent: $0.value) }
    }
}
