internal import InfluenceModel

/// How one transform is written in a model file. Adding a transform adds a row to ``all``.
struct TransformForm: Sendable {
    let name: String
    /// Keys of the indicator that belong to this transform only.
    let companions: [String]
    /// Whether it is written as a mapping, `{ratio: gdp, scale: 100}`, with a value of its own.
    let isMapping: Bool
    /// Reads its companions from the indicator and its value from the mapping. `nil` if something was reported.
    let make: @Sendable (_ indicator: inout MappingReader, _ mapping: inout MappingReader) -> Read?

    struct Read {
        let value: Transform
        /// Where the mapping names another indicator.
        var denominator: Located<NodeID>?
    }

    static let all: [TransformForm] = [
        TransformForm(name: "level", companions: [], isMapping: false) { _, _ in Read(value: .level) },
        TransformForm(name: "share", companions: ["min_total"], isMapping: false) { indicator, _ in
            let minTotal = indicator.optional("min_total", .nonNegativeNumber)
            return Read(value: .share(minTotal: minTotal?.value ?? 0))
        },
        TransformForm(name: "ratio", companions: [], isMapping: true) { _, mapping in
            let denominator = mapping.optional("ratio", .nodeID)
            let scale = mapping.optional("scale", .number.requiring({ $0 != 0 }) { "\($0) would make every value 0" })
            return denominator.map {
                Read(value: .ratio(to: $0.value, scale: scale?.value ?? 1), denominator: $0)
            }
        },
        TransformForm(name: "log", companions: [], isMapping: false) { _, _ in Read(value: .log) },
        TransformForm(name: "ordinal", companions: ["levels"], isMapping: false) { indicator, _ in
            indicator.requiredList("levels").map { Read(value: .ordinal(OrdinalTable.read($0, indicator.collector))) }
        },
    ]

    static let companions: [String] = all.flatMap(\.companions)

    /// Reads `transform` and the keys that go with it; `nil` where it is absent or was reported.
    static func read(_ indicator: inout MappingReader) -> Read? {
        let collector = indicator.collector
        let node = indicator.node("transform")
        let form = node.map { Self.form(of: $0, collector) } ?? all.first
        // Asked for in any case, so that they are known keys.
        for other in all where other.name != form?.name {
            for key in other.companions {
                _ = indicator.node(key)
                // Without a form it is not known whose they are.
                guard let form, let position = indicator.position(of: key) else { continue }
                collector.report(
                    at: position,
                    "'\(key)' belongs to the transform '\(other.name)', not to '\(form.name)'"
                )
            }
        }
        guard let form else { return nil }
        // A transform without a mapping gets an empty one.
        let empty = YAMLNode(position: indicator.position, content: .mapping([]))
        var mapping = MappingReader(form.isMapping ? node ?? empty : empty, of: "'transform'", collector)
        let result = form.make(&indicator, &mapping)
        mapping.finish()
        return result
    }

    private static func form(of node: YAMLNode, _ collector: DiagnosticCollector) -> TransformForm? {
        guard case .mapping(let entries) = node.content else {
            let words = all.filter { !$0.isMapping }.map { ($0.name, $0) }
            if let form = all.first(where: { $0.isMapping && $0.name == node.text }) {
                collector.report(at: node.position, "'\(form.name)' needs a value; write {\(form.name): gdp}")
                return nil
            }
            return collector.scalar(node, .choice("transform", words), of: "'transform'")?.value
        }
        let named = all.filter { form in entries.contains { $0.key == form.name } }
        guard named.count == 1, let form = named.first, form.isMapping else {
            let mappings = NearestName.list(all.filter(\.isMapping).map { "{\($0.name): ...}" })
            let words = NearestName.list(all.filter { !$0.isMapping }.map(\.name))
            collector.report(at: node.position, "'transform' must be one of \(words), \(mappings)")
            return nil
        }
        return form
    }
}
