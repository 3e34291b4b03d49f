internal import InfluenceModel

/// How one kind of window is written in a model file. Adding a kind adds a row to ``all``.
struct WindowForm: Sendable {
    let name: String
    /// The key beside it, in the same mapping, that it requires.
    let companion: String?
    let make: @Sendable (_ duration: CalendarDuration, _ companion: CalendarDuration) -> Window

    static let all: [WindowForm] = [
        WindowForm(name: "sum", companion: nil) { duration, _ in .sum(duration) },
        WindowForm(name: "mean", companion: nil) { duration, _ in .mean(duration) },
        WindowForm(name: "decay", companion: "half_life") { .decay($0, halfLife: $1) },
    ]

    /// Reads `last`, `{sum: P10Y}` or `{decay: P10Y, half_life: P3Y}`.
    static func read(_ node: YAMLNode, _ collector: DiagnosticCollector) -> Window? {
        let forms = NearestName.list(
            all.map { form in "{\(form.name): P10Y" + (form.companion.map { ", \($0): P3Y" } ?? "") + "}" }
        )
        guard case .mapping = node.content else {
            let kind = ScalarKind(expected: "a window; write last or one of \(forms)") {
                $0 == "last" ? Window.last : nil
            }
            return collector.scalar(node, kind, of: "'window'")?.value
        }
        var reader = MappingReader(node, of: "'window'", collector)
        let durations = all.compactMap { form in
            reader.optional(form.name, .daysDuration).map { (form, $0.value) }
        }
        let named = all.filter { reader.has($0.name) }
        var companions: [String: CalendarDuration] = [:]
        for companion in all.compactMap(\.companion) {
            companions[companion] = reader.optional(companion, .daysDuration)?.value
            if let position = reader.position(of: companion), named.first?.companion != companion {
                let owner = all.first { $0.companion == companion }?.name ?? ""
                collector.report(at: position, "'\(companion)' belongs to '\(owner)'")
            }
        }
        if named.isEmpty {
            reader.report("'window' names no kind; write last or one of \(forms)")
        } else if named.count > 1 {
            reader.report("'window' names several kinds: " + NearestName.list(named.map(\.name)))
        } else if let companion = named[0].companion {
            _ = reader.requiredNode(companion)
        }
        reader.finish()
        guard named.count == 1, let (form, duration) = durations.first else { return nil }
        guard let companion = form.companion else { return form.make(duration, duration) }
        return companions[companion].map { form.make(duration, $0) }
    }
}
