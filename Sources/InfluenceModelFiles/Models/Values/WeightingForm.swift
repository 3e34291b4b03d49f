internal import InfluenceFiles
internal import InfluenceModel
internal import InfluenceText

/// How the ways to weigh a node's children are written in a model file: `pca`, `{pca: {scope: period}}`,
/// `{pca: {window: P10Y, loadings: squared}}`, `{balanced: {floor: 0.01}}`. Adding a way adds a row to ``all``.
struct WeightingForm: Sendable {
    let name: String
    /// The keys that it knows in a mapping. Empty: it is written as a word.
    let keys: [String]
    let make: @Sendable (_ parameters: Parameters, _ scope: Weighting.Scope) -> Weighting

    struct Parameters: Sendable {
        var floor: Double?
        var isSquared = false
    }

    static let all: [WeightingForm] = [
        WeightingForm(name: "given", keys: []) { _, _ in .given },
        WeightingForm(name: "equal", keys: []) { _, _ in .equal },
        WeightingForm(name: "pca", keys: ["loadings", "scope", "window"]) { .pca($1, squared: $0.isSquared) },
        WeightingForm(name: "balanced", keys: ["floor", "scope", "window"]) { .balanced(floor: $0.floor, $1) },
    ]

    static func read(_ node: YAMLNode, _ collector: DiagnosticCollector) -> Weighting? {
        guard case .mapping = node.content else {
            let kind = ScalarKind.choice("weighting", all.map { ($0.name, $0.make(Parameters(), .panel)) })
            return collector.scalar(node, kind, of: "'weights'")?.value
        }
        var reader = MappingReader(node, of: "'weights'", collector)
        var found: [Weighting?] = []
        for form in all {
            guard let value = reader.node(form.name) else { continue }
            guard !form.keys.isEmpty else {
                collector.report(at: value.position, "'\(form.name)' takes no parameter; write weights: \(form.name)")
                found.append(nil)
                continue
            }
            found.append(form.read(value, collector))
        }
        let named = all.filter { reader.has($0.name) }
        reader.finish()
        guard named.count == 1, found.count == 1 else {
            if named.count != 1 {
                collector.report(
                    at: node.position,
                    "'weights' must be one of " + NearestName.list(all.map(\.name))
                        + ", or a mapping of one of pca and balanced, such as {pca: {scope: period}}"
                )
            }
            return nil
        }
        return found[0]
    }

    private func read(_ node: YAMLNode, _ collector: DiagnosticCollector) -> Weighting? {
        var reader = MappingReader(node, of: "'\(name)'", collector)
        let scope = reader.optional("scope", .choice("scope", as: Treatment.Scope.self))
        let window = reader.optional("window", .daysDuration)
        let floor = keys.contains("floor") ? reader.optional("floor", .part) : nil
        let loadings = keys.contains("loadings") ? reader.optional("loadings", .loadings) : nil
        if scope != nil, let window {
            collector.report(at: window.position, "'\(name)' has either a 'scope' or a 'window', not both")
        }
        let isSound = reader.has("floor") == (floor != nil) && reader.has("loadings") == (loadings != nil)
        reader.finish()
        guard isSound else { return nil }
        let parameters = Parameters(floor: floor?.value, isSquared: loadings?.value ?? false)
        if let window { return make(parameters, .window(window.value)) }
        return make(parameters, scope?.value == .period ? .period : .panel)
    }
}

extension ScalarKind where Value == Double {
    /// Of an equal share.
    fileprivate static var part: Self {
        number.requiring({ $0 > 0 && $0 < 1 }) {
            "\($0) is no part of an equal share; write more than 0 and less than 1, such as 0.01"
        }
    }
}

extension ScalarKind where Value == Bool {
    /// Whether weights are the squares of the loadings.
    fileprivate static var loadings: Self { choice("loadings", [("plain", false), ("squared", true)]) }
}
