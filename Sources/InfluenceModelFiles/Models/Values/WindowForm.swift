internal import InfluenceFiles
internal import InfluenceModel
internal import InfluenceScoring
internal import InfluenceText

/// How a window is written in a model file: `{sum: P10Y}`, or `{decay: P10Y, half_life: P3Y, min_window: 0.6}`.
struct WindowForm {
    let kinds: [any WindowMethod.Type]
    let methods: MethodReader

    var names: [String] { kinds.map { $0.name } }
    private var examples: String { NearestName.list(kinds.map { $0.form.example($0.name) }) }

    /// Reads a window, or `last`.
    /// - Returns: `nil` where something was reported, an empty one for `last`.
    func read(_ node: YAMLNode) -> Window?? {
        let collector = methods.collector
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
    func read(_ reader: inout MappingReader) -> Window? {
        let collector = methods.collector
        let lengths = kinds.map { kind in
            (kind: kind, length: reader.node(kind.name).flatMap { methods.argument(of: kind.form, kind.name, $0) })
        }
        let named = lengths.filter { reader.has($0.kind.name) }
        let own = named.count == 1 ? named[0].kind.form : nil
        let options = methods.options(of: kinds.map { $0.form }, own: own, &reader)
        for (option, position, _) in options.positions
        where named.first.map({ !$0.kind.form.options.map(\.name).contains(option) }) ?? true {
            let owners = kinds.filter { $0.form.options.map(\.name).contains(option) }.map { "'\($0.name)'" }
            collector.report(at: position, "'\(option)' belongs to " + owners.joined(separator: " and "))
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
            reader.report("'window' names several kinds: " + NearestName.list(named.map { $0.kind.name }))
        }
        guard named.count == 1, options.isSound, let given = named[0].length,
            let length = given.durations[named[0].kind.name]
        else { return nil }
        return methods.make(named[0].kind, given, options, at: reader.position)
            .map { Window(Window.Kind($0), length, minKnown: minKnown?.value ?? Window.usualMinKnown) }
    }
}
