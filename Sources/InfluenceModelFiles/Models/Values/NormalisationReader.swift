internal import InfluenceFiles
internal import InfluenceModel
internal import InfluenceText

/// Reads the value of a `normalise` key: `minmax`, `{goalposts: [0, 50], truncate: false}`,
/// `{zscore: [10, 2], scope: period}`, `{method: zscore, scope: {from: 2010, to: 2015}}` or `{method: rank, ties: average}`.
struct NormalisationReader {
    let scale: Scale
    /// `nil` where it was reported.
    let grid: Grid?
    let powers: [PowerID]
    let collector: DiagnosticCollector

    private typealias Form = NormalisationForm
    /// A method as it is named in the file, with what it is given.
    private struct Named {
        let form: Form
        let position: FilePosition
        /// `nil` where they were reported.
        let numbers: [Double]?
        var power: PowerID?
    }

    func read(_ node: YAMLNode) -> Normalisation? {
        let kind = ScalarKind.choice("normalisation", Form.all.map { ($0.name, $0) })
        guard case .mapping = node.content else {
            guard let form = collector.scalar(node, kind, of: "'normalise'")?.value,
                let numbers = numbers(ofBare: form, at: node.position)
            else { return nil }
            return form.method(numbers, Form.Options(), at: node.position, collector).map { Normalisation($0) }
        }
        var reader = MappingReader(node, of: "'normalise'", collector)
        var named: [Named] = []
        for form in Form.all {
            guard let value = reader.node(form.name) else { continue }
            named.append(self.named(form, value))
        }
        // A key without a value was reported, but names the method.
        let names = Form.all.filter { reader.has($0.name) }.map(\.name)
        let bare = reader.optional("method", kind)
        let scopeNode = reader.node("scope")
        let scope = scopeNode.flatMap(readScope)
        let options = options(&reader)
        let hasMethod = reader.has("method")
        reader.finish()
        if names.isEmpty, !hasMethod {
            reader.report("'normalise' names no method; known: " + NearestName.list(Form.all.map(\.name)))
        } else if names.count + (hasMethod ? 1 : 0) > 1 {
            let all = names + (bare.map { [$0.value.name] } ?? [])
            reader.report("'normalise' names several methods: " + NearestName.list(all))
            return nil
        }
        if let bare {
            named = [
                Named(
                    form: bare.value,
                    position: bare.position,
                    numbers: numbers(ofBare: bare.value, at: bare.position)
                )
            ]
        }
        guard let method = named.first else { return nil }
        let form = method.form
        if let scopeNode, !form.isRelative {
            collector.report(
                at: scopeNode.position,
                "'scope' means nothing to '\(form.name)', which looks at no other values"
            )
        } else if let scopeNode, case .baseline? = scope, !form.isLinear {
            collector.report(
                at: scopeNode.position,
                "'\(form.name)' has no baseline: it compares values with each other, and those outside have no place "
                    + "among them; known with a baseline: "
                    + NearestName.list(Form.all.filter { $0.isLinear && $0.isRelative }.map(\.name))
            )
        }
        for (option, position) in options.positions where option != form.option {
            collector.report(at: position, "'\(option.rawValue)' means nothing to '\(form.name)'")
        }
        var given = options.values
        if let power = method.power { given.power = power }
        return method.numbers.flatMap { form.method($0, given, at: method.position, collector) }
            .map { Normalisation($0, scope: scope ?? .panel) }
    }

    /// `panel`, `period`, or a baseline: `{from: 2010, to: 2015}`.
    private func readScope(_ node: YAMLNode) -> Normalisation.Scope? {
        guard case .mapping = node.content else {
            let kind = ScalarKind.choice("scope", [("panel", Normalisation.Scope.panel), ("period", .period)])
            return collector.scalar(node, kind, of: "'scope'")?.value
        }
        var reader = MappingReader(node, of: "'scope'", collector)
        let from = reader.required("from", .period)
        let through = reader.required("to", .period)
        reader.finish()
        guard let from, let through else { return nil }
        guard from.value.start <= through.value.end else {
            collector.report(
                at: through.position,
                "'to', \(through.value), lies before 'from', \(from.value)"
            )
            return nil
        }
        let scope = Normalisation.Scope.baseline(from: from.value.start, through: through.value.end)
        if let grid, !grid.hasPeriod(from: from.value.start, through: through.value.end) {
            let first = grid.first.map { ", which begins with \($0)," } ?? ""
            collector.report(
                at: node.position,
                "no period of the grid\(first) lies from \(from.value) to \(through.value)"
            )
            return nil
        }
        return scope
    }

    /// The numbers of a method of which only the name is written.
    private func numbers(ofBare form: Form, at position: FilePosition) -> [Double]? {
        if let defaults = form.defaults(scale) { return defaults }
        let what =
            switch form.argument {
            case .power: "its power"
            case .numbers(let parameters, _): parameters.count == 1 ? "its number" : "its numbers"
            }
        collector.report(at: position, "'\(form.name)' needs \(what); write \(form.example)")
        return nil
    }

    private func named(_ form: Form, _ value: YAMLNode) -> Named {
        let what = "'\(form.name)'"
        switch form.argument {
        case .power:
            guard let id = collector.scalar(value, .actorID, of: what).map({ PowerID($0.value) }) else {
                return Named(form: form, position: value.position, numbers: nil)
            }
            guard powers.contains(id) else {
                let hint = NearestName.hint(for: id.text, among: powers.map(\.text))
                collector.report(at: value.position, "\(what): unknown power '\(id)'" + hint)
                return Named(form: form, position: value.position, numbers: nil)
            }
            return Named(form: form, position: value.position, numbers: [], power: id)
        case .numbers(let parameters, _):
            if parameters.count == 1, value.text != nil {
                let number = collector.scalar(value, ScalarKind<Double>.number, of: what)
                return Named(form: form, position: value.position, numbers: number.map { [$0.value] })
            }
            let list = collector.list(value, of: what)?.value
            let numbers = list?.compactMap {
                collector.scalar($0, ScalarKind<Double>.number, of: "an element of \(what)")?.value
            }
            // An element that was reported isn't reported again as one too few.
            guard let numbers, numbers.count == list?.count else {
                return Named(form: form, position: value.position, numbers: nil)
            }
            let given = numbers.isEmpty && form.option == .ties ? form.defaults(scale) ?? [] : numbers
            return Named(form: form, position: value.position, numbers: given)
        }
    }

    private func options(
        _ reader: inout MappingReader
    ) -> (values: Form.Options, positions: [(Form.Option, FilePosition)]) {
        var values = Form.Options()
        values.truncate = reader.optional("truncate", .boolean)?.value ?? values.truncate
        values.capped = reader.optional("capped", .boolean)?.value ?? values.capped
        let ties = reader.optional("ties", .choice("ties", as: Normalisation.Ties.self))
        values.ties = ties?.value ?? values.ties
        let positions = Form.Option.allCases.compactMap { option in
            reader.position(of: option.rawValue).map { (option, $0) }
        }
        return (values, positions)
    }
}
