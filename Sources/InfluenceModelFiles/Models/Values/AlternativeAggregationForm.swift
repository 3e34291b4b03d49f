internal import InfluenceFiles
internal import InfluenceModel
internal import InfluenceText

/// How what may stand in for an aggregation is written: as an aggregation is, or with parameters of its own,
/// `{geometric: {floor: 1}}`, `{power: {exponent: 0.5, floor: 1}}`.
enum AlternativeAggregationForm {
    static func read(_ node: YAMLNode, _ collector: DiagnosticCollector) -> AlternativeAggregation? {
        guard let entries = node.entries, entries.count == 1, let entry = entries.first, entry.value.entries != nil
        else { return AggregationForm.read(node, collector).map { AlternativeAggregation($0) } }
        let method: Aggregation?
        var reader = MappingReader(entry.value, of: "'\(entry.key)'", collector)
        let floor = reader.optional("floor", .number)
        if entry.key == "power" {
            method = reader.required("exponent", .number).map { .power(exponent: $0.value) }
        } else {
            method = Aggregation.plain.first { $0.name == entry.key }
            if method == nil {
                let known = Aggregation.plain.map(\.name) + ["power"]
                collector.report(
                    at: entry.keyPosition,
                    "unknown aggregation '\(entry.key)'" + NearestName.hint(for: entry.key, among: known)
                )
            }
        }
        reader.finish()
        guard let method else { return nil }
        if let floor, floor.value <= 0, method.needsMoreThanZero {
            collector.report(
                at: floor.position,
                "'\(entry.key)' takes no values of 0 or less; its floor must be above 0"
            )
            return nil
        }
        return AlternativeAggregation(method, floor: floor?.value)
    }
}

extension Aggregation {
    fileprivate var needsMoreThanZero: Bool {
        switch self {
        case .geometric, .harmonic: true
        case .power(let exponent): exponent <= 0
        default: false
        }
    }
}
