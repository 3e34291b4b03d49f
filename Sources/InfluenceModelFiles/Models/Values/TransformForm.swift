internal import InfluenceFiles
internal import InfluenceModel
internal import InfluenceText

/// How one step of a transform is written in a model file: as a word, or as a mapping. Adding a step adds a row to
/// ``all``.
///
///     transform: share
///     transform: [{mean: P5Y}, {log: {base: e, offset: 0}}]
struct TransformForm: Sendable {
    let name: String
    /// The step that the word alone stands for; `level` is no step. `nil`: the word needs a value.
    let word: (@Sendable () -> [Transform])?
    /// How the mapping is written, for messages; `nil`: there is none.
    let example: String?
    /// Reads the mapping. `nil` where something was reported.
    let read: (@Sendable (_ mapping: inout MappingReader) -> Step?)?

    /// A step as it was read.
    struct Step {
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

    static let all: [TransformForm] =
        [
            TransformForm(name: "level", word: { [] }, example: nil, read: nil),
            TransformForm(name: "share", word: { [.share()] }, example: "{share: powers}") { mapping in
                mapping.optional("share", .choice("total", as: Transform.Whole.self)).map {
                    Step(value: .share(of: $0.value))
                }
            },
            TransformForm(name: "ratio", word: nil, example: "{ratio: gdp}") { mapping in
                let denominator = mapping.optional("ratio", .nodeID)
                let scale = mapping.optional(
                    "scale",
                    .number.requiring({ $0 != 0 }) { "\($0) would make every value 0" }
                )
                return denominator.map {
                    Step(value: .ratio(to: $0.value, scale: scale?.value ?? 1), denominator: $0)
                }
            },
            TransformForm(name: "log", word: nil, example: "{log: {base: 10}}") { mapping in
                guard var options = mapping.mapping("log") else { return nil }
                let base = options.required("base", .choice("base", as: Transform.LogBase.self))
                let offset = options.optional("offset", .number)
                options.finish()
                return base.map { Step(value: .log($0.value, offset: offset?.value ?? 1)) }
            },
            TransformForm(name: "power", word: nil, example: "{power: 0.5}") { mapping in
                mapping.optional(
                    "power",
                    .number.requiring({ $0 != 0 }) { "to the power of \($0) every value is 1" }
                ).map { Step(value: .power($0.value)) }
            },
            // Its table stands beside it.
            TransformForm(name: "ordinal", word: { [.ordinal([])] }, example: nil, read: nil),
            TransformForm(name: "cap", word: nil, example: "{cap: [0, 100]}") { mapping in
                guard let ends = mapping.list("cap", of: .number) else { return nil }
                guard ends.value.count == 2, ends.value[0].value < ends.value[1].value else {
                    mapping.collector.report(at: ends.position, "'cap' takes two numbers, the lower one first")
                    return nil
                }
                return Step(value: .cap(low: ends.value[0].value, high: ends.value[1].value))
            },
            TransformForm(name: "piecewise", word: nil, example: "{piecewise: [[0, 0], [10, 50], [100, 100]]}") {
                mapping in
                PointsForm.read(&mapping, "piecewise", opensBelow: false).map { Step(value: .piecewise($0)) }
            },
            TransformForm(name: "bands", word: nil, example: "{bands: [[none, 0], [10, 50], [100, 100]]}") { mapping in
                PointsForm.read(&mapping, "bands", opensBelow: true).map { Step(value: .bands($0)) }
            },
            TransformForm(name: "round", word: nil, example: "{round: 2}") { mapping in
                mapping.optional("round", .integer(in: -15...15)).map { Step(value: .round(digits: $0.value)) }
            },
        ]
        + WindowForm.all.map { form in
            TransformForm(name: form.name, word: nil, example: form.example) { mapping in
                WindowForm.read(&mapping).map { Step(value: .window($0)) }
            }
        }

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
    static func read(_ indicator: inout MappingReader) -> Read {
        let collector = indicator.collector
        let window = indicator.node("window")
        let node = indicator.node("transform")
        var steps: [(step: Step?, position: FilePosition)] = []
        if let node = window, let window = WindowForm.read(node, collector) {
            steps.append((window.map { Step(value: .window($0)) }, node.position))
        }
        let elements = node.map { $0.elements ?? [$0] } ?? []
        if let node, elements.isEmpty { collector.report(at: node.position, "'transform' is empty; write level") }
        if let node, elements.count > limit {
            collector.report(
                at: node.position,
                "'transform' has \(elements.count) steps; at most \(limit) are possible"
            )
        }
        for element in elements.prefix(limit) { steps += read(element, collector).map { ($0, element.position) } }
        let wasReported = steps.contains { $0.step == nil }
        let known = steps.compactMap { step in step.step.map { (value: $0.value, position: step.position) } }
        check(known, collector)
        let names = Set(known.map { $0.value.name })
        for (key, owner) in companions {
            // Asked for in any case, so that they are known keys; without all steps it is not known whose they are.
            _ = indicator.node(key)
            guard !names.contains(owner), !wasReported, let position = indicator.position(of: key) else { continue }
            collector.report(at: position, "'\(key)' belongs to the transform '\(owner)'")
        }
        let denominator = steps.lazy.compactMap { $0.step?.denominator }.first
        return Read(steps: withLevels(known.map(\.value), &indicator), denominator: denominator)
    }

    /// One step; none for `level`, `nil` in its place where it was reported.
    private static func read(_ node: YAMLNode, _ collector: DiagnosticCollector) -> [Step?] {
        guard case .mapping(let entries) = node.content else {
            if let form = all.first(where: { $0.word == nil && $0.name == node.text }) {
                let example = form.example ?? ""
                collector.report(
                    at: node.position,
                    form.name == "log"
                        ? "'log' does not say to which base; it meant log10(1 + x): write \(example), or with an offset "
                            + "{log: {base: e, offset: 0}}"
                        : "'\(form.name)' needs a value; write \(example)"
                )
                return [nil]
            }
            guard let make = all.first(where: { $0.name == node.text })?.word else {
                if let text = node.text {
                    report(unknown: text, at: node.position, collector)
                } else {
                    collector.report(at: node.position, "'transform' must be a step, not \(node.kind)")
                }
                return [nil]
            }
            return make().map { Step(value: $0) }
        }
        let named = all.filter { form in form.read != nil && entries.contains { $0.key == form.name } }
        if named.isEmpty, let entry = entries.first {
            report(unknown: entry.key, at: entry.keyPosition, collector)
            return [nil]
        }
        guard named.count == 1, let read = named[0].read else {
            let words = all.filter { $0.word != nil }.map(\.name)
            collector.report(
                at: node.position,
                "'transform' must be one of \(NearestName.list(words + all.compactMap(\.example))), or a list of them"
            )
            return [nil]
        }
        var mapping = MappingReader(node, of: "'transform'", collector)
        let step = read(&mapping)
        mapping.finish()
        return [step]
    }

    private static func report(unknown name: String, at position: FilePosition, _ collector: DiagnosticCollector) {
        collector.report(
            at: position,
            "'transform': unknown transform '\(name)'" + NearestName.hint(for: name, among: all.map(\.name))
        )
    }

    private static func check(_ steps: [(value: Transform, position: FilePosition)], _ collector: DiagnosticCollector) {
        for kind in [Transform.Kind.window, .whole, .ordinal] {
            let found = steps.filter { $0.value.kind == kind }
            guard found.count > 1 else { continue }
            let names = NearestName.list(found.map(\.value.name))
            collector.report(
                at: found[1].position,
                kind == .whole
                    ? "a value is compared with one other, not with several: \(names)"
                    : "a transform has one \(kind == .window ? "window" : "ordinal"), not several: \(names)"
            )
        }
        for (number, step) in steps.enumerated() where step.value.name == "share" && number > 0 {
            if case .window = steps[number - 1].value { continue }
            collector.report(
                at: step.position,
                "'share' is of what was observed: it comes first, or directly after the window"
            )
        }
    }

    /// Puts the table in its place.
    private static func withLevels(_ steps: [Transform], _ indicator: inout MappingReader) -> [Transform] {
        guard let place = steps.firstIndex(where: { $0.name == "ordinal" }),
            let list = indicator.requiredList("levels")
        else { return steps }
        var steps = steps
        steps[place] = .ordinal(OrdinalTable.read(list, indicator.collector))
        return steps
    }
}

extension Transform {
    /// Of which an indicator has at most one.
    fileprivate enum Kind {
        case window
        /// What a value is related to.
        case whole
        case ordinal
        case other
    }

    fileprivate var kind: Kind {
        switch self {
        case .window: .window
        case .share, .ratio: .whole
        case .ordinal: .ordinal
        case .log, .power, .cap, .piecewise, .bands, .round: .other
        }
    }

    fileprivate var name: String {
        switch self {
        case .share: "share"
        case .ratio: "ratio"
        case .log: "log"
        case .power: "power"
        case .ordinal: "ordinal"
        case .cap: "cap"
        case .piecewise: "piecewise"
        case .bands: "bands"
        case .round: "round"
        case .window(let window):
            switch window.kind {
            case .sum: "sum"
            case .mean: "mean"
            case .decay: "decay"
            }
        }
    }
}
