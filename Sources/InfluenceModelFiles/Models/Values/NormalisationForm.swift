internal import InfluenceModel

/// How one method of normalisation is written in a model file. Adding a method adds a row to ``all``.
struct NormalisationForm: Sendable {
    let name: String
    /// The numbers it takes: `{goalposts: [low, high]}`.
    let parameters: [String]
    /// Stands for the numbers where only the name is written; `nil`: they must be.
    let defaults: (@Sendable (Scale) -> [Double])?
    /// Whether it depends on other values, so that a `scope` means something.
    let isRelative: Bool
    /// From as many numbers as there are parameters; a problem of the numbers together is reported at the list.
    let make: @Sendable ([Double]) -> Result<Normalisation.Method, ScalarProblem>

    static let all: [NormalisationForm] = [
        NormalisationForm(name: "none", parameters: [], defaults: { _ in [] }, isRelative: false) { _ in
            .success(.none)
        },
        NormalisationForm(name: "goalposts", parameters: ["low", "high"], defaults: nil, isRelative: false) {
            ordered($0).map { .goalposts(low: $0, high: $1) }
        },
        NormalisationForm(
            name: "minmax",
            parameters: ["low", "high"],
            defaults: { [$0.low, $0.high] },
            isRelative: true
        ) {
            ordered($0).map { .minmax(target: Scale(low: $0, high: $1)) }
        },
        NormalisationForm(name: "zscore", parameters: ["mean", "sd"], defaults: { _ in [0, 1] }, isRelative: true) {
            $0[1] > 0 ? .success(.zscore(mean: $0[0], sd: $0[1])) : .failure(ScalarProblem("'sd' must be above 0"))
        },
    ]

    private static func ordered(_ numbers: [Double]) -> Result<(Double, Double), ScalarProblem> {
        guard numbers[0] < numbers[1] else {
            let (low, high) = (DecimalText.shortest(numbers[0]), DecimalText.shortest(numbers[1]))
            return .failure(ScalarProblem("low \(low) must be below high \(high)"))
        }
        return .success((numbers[0], numbers[1]))
    }

    /// Reads `minmax`, `{goalposts: [0, 50]}` or `{zscore: [10, 2], scope: period}`.
    static func read(_ node: YAMLNode, scale: Scale, _ collector: DiagnosticCollector) -> Normalisation? {
        let kind = ScalarKind.choice("normalisation", all.map { ($0.name, $0) })
        guard case .mapping = node.content else {
            guard let form = collector.scalar(node, kind, of: "'normalise'")?.value else { return nil }
            guard let defaults = form.defaults else {
                let list = form.parameters.joined(separator: ", ")
                collector.report(at: node.position, "'\(form.name)' needs its numbers; write {\(form.name): [\(list)]}")
                return nil
            }
            return form.normalisation(defaults(scale), scope: .panel, at: node.position, collector)
        }
        var reader = MappingReader(node, of: "'normalise'", collector)
        let given = all.compactMap { form in
            reader.list(form.name, of: .number).map { (form, $0) }
        }
        let named = all.filter { reader.has($0.name) }
        let scope = reader.optional("scope", .choice("scope", as: Normalisation.Scope.self))
        reader.finish()
        if named.isEmpty {
            reader.report("'normalise' names no method; known: " + NearestName.list(all.map(\.name)))
        } else if named.count > 1 {
            reader.report("'normalise' names several methods: " + NearestName.list(named.map(\.name)))
        }
        guard named.count == 1, let (form, numbers) = given.first else { return nil }
        if let scope, !form.isRelative {
            collector.report(
                at: scope.position,
                "'scope' means nothing to '\(form.name)', which looks at no other values"
            )
        }
        return form.normalisation(
            numbers.value.map(\.value),
            scope: scope?.value ?? .panel,
            at: numbers.position,
            collector
        )
    }

    private func normalisation(
        _ numbers: [Double],
        scope: Normalisation.Scope,
        at position: FilePosition,
        _ collector: DiagnosticCollector
    ) -> Normalisation? {
        guard numbers.count == parameters.count else {
            let expected = "[" + parameters.joined(separator: ", ") + "]"
            collector.report(
                at: position,
                "'\(name)' takes \(parameters.count) numbers, \(expected), not \(numbers.count)"
            )
            return nil
        }
        switch make(numbers) {
        case .success(let method): return Normalisation(method, scope: scope)
        case .failure(let problem):
            collector.report(at: position, "'\(name)': \(problem.message)")
            return nil
        }
    }
}
