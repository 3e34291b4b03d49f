internal import InfluenceFiles
internal import InfluenceModel
internal import InfluenceScoring
internal import InfluenceText

/// How the steps of a transform are written in a model file: each as a word, or as a mapping.
///
///     transform: share
///     transform: [{mean: P5Y}, {log: {base: e, offset: 0}}]
struct TransformForm {
    let kinds: [any TransformMethod.Type]
    let windows: WindowForm
    let methods: MethodReader

    private var collector: DiagnosticCollector { methods.collector }

    /// The word for no step at all.
    private static let level = "level"

    /// All that can be named, in the order of the documentation.
    private var names: [String] { [Self.level] + kinds.map { $0.name } + windows.names }

    /// A step as it was read.
    private struct Step {
        let value: Transform
        /// Where the mapping names another indicator.
        var denominator: Located<NodeID>?
    }

    /// The steps of an indicator.
    struct Read {
        let steps: [Transform]
        let denominator: Located<NodeID>?
    }

    static let limit = 16

    /// The key of the indicator that belongs to a step, and what it is called.
    static let companions: [(key: String, owner: String)] = [
        ("min_total", "share"), ("else", "share"), ("levels", "ordinal"),
    ]

    /// The keys that a transform takes with it.
    static let taken = companions.map(\.key) + ["tolerance"]

    /// The names of the steps that a transform is written with, known or not.
    static func names(_ transform: YAMLNode?) -> Set<String> {
        guard let transform else { return [] }
        return Set(
            (transform.elements ?? [transform]).flatMap { step in
                step.text.map { [$0] } ?? step.entries.map { $0.map(\.key) } ?? []
            }
        )
    }

    /// Reads `transform`, `window` and the keys that go with their steps.
    func read(_ indicator: inout MappingReader) -> Read {
        let window = indicator.node("window")
        let node = indicator.node("transform")
        var steps: [(step: Step?, position: FilePosition)] = []
        if let node = window, let window = windows.read(node) {
            steps.append((window.map { Step(value: .window($0)) }, node.position))
        }
        let elements = node.map { $0.elements ?? [$0] } ?? []
        if let node, elements.isEmpty { collector.report(at: node.position, "'transform' is empty; write level") }
        if let node, elements.count > Self.limit {
            collector.report(
                at: node.position,
                "'transform' has \(elements.count) steps; at most \(Self.limit) are possible"
            )
        }
        for element in elements.prefix(Self.limit) { steps += read(element).map { ($0, element.position) } }
        let wasReported = steps.contains { $0.step == nil }
        let known = steps.compactMap { step in step.step.map { (value: $0.value, position: step.position) } }
        check(known)
        let names = Set(known.map { $0.value.name })
        for (key, owner) in Self.companions {
            // Asked for in any case, so that they are known keys; without all steps it is not known whose they are.
            _ = indicator.node(key)
            guard !names.contains(owner), !wasReported, let position = indicator.position(of: key) else { continue }
            collector.report(at: position, "'\(key)' belongs to the transform '\(owner)'")
        }
        let denominator = steps.lazy.compactMap { $0.step?.denominator }.first
        return Read(steps: withLevels(known.map(\.value), &indicator), denominator: denominator)
    }

    /// One step; none for `level`, `nil` in its place where it was reported.
    private func read(_ node: YAMLNode) -> [Step?] {
        guard case .mapping(let entries) = node.content else { return read(word: node) }
        // `{share: powers}`, but not `{ordinal: ...}`, which is a word alone.
        let written = kinds.filter { !$0.form.needsNothing }
        let named = written.filter { kind in entries.contains { $0.key == kind.name } }
        let integrals = windows.names.filter { name in entries.contains { $0.key == name } }
        if named.isEmpty, integrals.isEmpty, let entry = entries.first {
            report(unknown: entry.key, at: entry.keyPosition)
            return [nil]
        }
        guard named.count + integrals.count == 1 else {
            let words = [Self.level] + kinds.filter { methods.standsAlone($0.form) }.map { $0.name }
            let examples =
                written.map { $0.form.example($0.name) } + windows.kinds.map { $0.form.example($0.name) }
            collector.report(
                at: node.position,
                "'transform' must be one of \(NearestName.list(words + examples)), or a list of them"
            )
            return [nil]
        }
        var mapping = MappingReader(node, of: "'transform'", collector)
        guard let kind = named.first else {
            let window = windows.read(&mapping)
            mapping.finish()
            return [window.map { Step(value: .window($0)) }]
        }
        let value = mapping.node(kind.name)
        let options = methods.options(of: [kind.form], own: kind.form, &mapping)
        mapping.finish()
        guard let value, let method = methods.method(kind, value, options) else { return [nil] }
        let denominator = method.denominator.map { Located($0, at: value.position) }
        return [Step(value: Transform(method), denominator: denominator)]
    }

    /// What a word alone stands for.
    private func read(word node: YAMLNode) -> [Step?] {
        if node.text == Self.level { return [] }
        if let kind = windows.kinds.first(where: { $0.name == node.text }) {
            _ = methods.usual(of: kind.form, kind.name, at: node.position)
            return [nil]
        }
        guard let kind = kinds.first(where: { $0.name == node.text }) else {
            if let text = node.text {
                report(unknown: text, at: node.position)
            } else {
                collector.report(at: node.position, "'transform' must be a step, not \(node.kind)")
            }
            return [nil]
        }
        guard methods.standsAlone(kind.form) else {
            let problem = kind.form.bare ?? "needs a value; write \(kind.form.example(kind.name))"
            collector.report(at: node.position, "'\(kind.name)' \(problem)")
            return [nil]
        }
        return [methods.method(kind, bareAt: node.position).map { Step(value: Transform($0)) }]
    }

    private func report(unknown name: String, at position: FilePosition) {
        collector.report(
            at: position,
            "'transform': unknown transform '\(name)'" + NearestName.hint(for: name, among: names)
        )
    }

    private func check(_ steps: [(value: Transform, position: FilePosition)]) {
        for roles in [[TransformRole.window], [.share, .ratio], [.ordinal]] {
            let found = steps.filter { roles.contains($0.value.role) }
            guard found.count > 1 else { continue }
            let names = NearestName.list(found.map(\.value.name))
            collector.report(
                at: found[1].position,
                roles.contains(.share)
                    ? "a value is compared with one other, not with several: \(names)"
                    : "a transform has one \(roles.contains(.window) ? "window" : "ordinal"), not several: \(names)"
            )
        }
        for (number, step) in steps.enumerated() where step.value.role == .share && number > 0 {
            if steps[number - 1].value.role == .window { continue }
            collector.report(
                at: step.position,
                "'share' is of what was observed: it comes first, or directly after the window"
            )
        }
    }

    private func levels(_ indicator: inout MappingReader) -> Located<[YAMLNode]>? {
        let example = "[{level: 0, label: none, score: 0, citation: Treaty of 2006}]"
        if !indicator.has("levels") {
            indicator.report("'ordinal' needs the 'levels' of \(indicator.subject); write \(example)")
        }
        return indicator.list("levels", example: example)
    }

    /// Puts the table in its place.
    private func withLevels(_ steps: [Transform], _ indicator: inout MappingReader) -> [Transform] {
        guard let place = steps.firstIndex(where: { $0.role == .ordinal }),
            let list = levels(&indicator)
        else { return steps }
        var steps = steps
        steps[place] = .ordinal(OrdinalTable.read(list, indicator.collector))
        return steps
    }
}
