internal import InfluenceFiles
internal import InfluenceModel
internal import InfluenceText

/// The `levels` of an ordinal indicator: what each level scores, and on whose word.
enum OrdinalTable {
    static func read(_ list: Located<[YAMLNode]>, _ collector: DiagnosticCollector) -> [OrdinalLevel] {
        if list.value.isEmpty { collector.report(at: list.position, "'levels' is empty; it must list every level") }
        var lines: [Double: Int] = [:]
        return list.value.compactMap { node in
            var reader = MappingReader(node, of: "a level", collector)
            let level = reader.required("level", .number)
            let label = reader.required("label", .text)
            let score = reader.required("score", .number)
            let citation = reader.required("citation", .text)
            reader.finish()
            guard let level else { return nil }
            if let line = lines[level.value] {
                collector.report(
                    at: level.position,
                    "level \(DecimalText.shortest(level.value)) is already listed at line \(line)"
                )
            }
            lines[level.value] = level.position.line
            guard let label, let score, let citation else { return nil }
            return OrdinalLevel(level: level.value, label: label.value, score: score.value, citation: citation.value)
        }
    }
}
