internal import InfluenceFiles
internal import InfluenceModel
internal import InfluenceText

/// How one kind of window is written in a model file. Adding a kind adds a row to ``all``.
struct WindowForm: Sendable {
    let name: String
    /// The key beside it, in the same mapping, that it requires.
    let companion: String?
    let make: @Sendable (_ companion: CalendarDuration) -> Window.Kind

    static let all: [WindowForm] = [
        WindowForm(name: "sum", companion: nil) { _ in .sum },
        WindowForm(name: "mean", companion: nil) { _ in .mean },
        WindowForm(name: "decay", companion: "half_life") { .decay(halfLife: $0) },
    ]

    static let names = all.map(\.name)

    /// As it is written: `{decay: P10Y, half_life: P3Y}`.
    var example: String { "{\(name): P10Y" + (companion.map { ", \($0): P3Y" } ?? "") + "}" }

    private static let examples = NearestName.list(all.map(\.example))

    /// Reads `last`, `{sum: P10Y}` or `{decay: P10Y, half_life: P3Y, min_window: 0.6}`.
    /// - Returns: `nil` where something was reported, an empty one for `last`.
    static func read(_ node: YAMLNode, _ collector: DiagnosticCollector) -> Window?? {
        guard case .mapping = node.content else {
            let kind = ScalarKind(expected: "a window; write last or one of \(examples)") { $0 == "last" ? true : nil }
            return collector.scalar(node, kind, of: "'window'").map { _ in nil }
        }
        var reader = MappingReader(node, of: "'window'", collector)
        let window = read(&reader)
        reader.finish()
        return window.map { .some($0) }
    }

    /// Reads the keys of a window.
    static func read(_ reader: inout MappingReader) -> Window? {
        let collector = reader.collector
        let durations = all.map { form in (form: form, value: reader.optional(form.name, .daysDuration)?.value) }
        let named = durations.filter { reader.has($0.form.name) }
        var companions: [String: CalendarDuration] = [:]
        for companion in all.compactMap(\.companion) {
            companions[companion] = reader.optional(companion, .daysDuration)?.value
            if let position = reader.position(of: companion), named.first?.form.companion != companion {
                let owner = all.first { $0.companion == companion }?.name ?? ""
                collector.report(at: position, "'\(companion)' belongs to '\(owner)'")
            }
        }
        let minKnown = reader.optional("min_window", .number(in: 0...1))
        for key in ["gaps", "through"] {
            guard let position = reader.position(of: key) else { continue }
            _ = reader.node(key)
            collector.report(
                at: position,
                "'\(key)' is a key of the indicator; write it beside 'window' or 'transform'"
            )
        }
        if named.isEmpty {
            reader.report("'window' names no kind; write last or one of \(examples)")
        } else if named.count > 1 {
            reader.report("'window' names several kinds: " + NearestName.list(named.map(\.form.name)))
        } else if let companion = named[0].form.companion {
            _ = reader.requiredNode(companion)
        }
        guard named.count == 1, let length = named[0].value else { return nil }
        let form = named[0].form
        guard let companion = form.companion else {
            return Window(form.make(length), length, minKnown: minKnown?.value ?? 0.6)
        }
        return companions[companion].map { Window(form.make($0), length, minKnown: minKnown?.value ?? 0.6) }
    }
}
