internal import InfluenceFiles
internal import InfluenceModel
internal import InfluenceScoring
internal import InfluenceText

/// Reads what a model file gives a method, by the method's form.
struct MethodReader {
    let scale: Scale
    let powers: [PowerID]
    /// Those that a power or country has a group under.
    let groupings: [String]
    let collector: DiagnosticCollector

    /// The method of which only the name is written.
    /// - Returns: `nil` where something was reported.
    func method<Method: WrittenMethod>(_ kind: Method.Type, bareAt position: FilePosition) -> Method? {
        usual(of: kind.form, kind.name, at: position).flatMap { make(kind, $0, at: position) }
    }

    /// The method whose argument is the value of its name.
    /// - Returns: `nil` where something was reported.
    func method<Method: WrittenMethod>(
        _ kind: Method.Type,
        _ value: YAMLNode,
        _ options: GivenOptions = GivenOptions()
    ) -> Method? {
        argument(of: kind.form, kind.name, value).flatMap { make(kind, $0, options, at: value.position) }
    }

    /// What stands for the argument of a method of which only the name is written.
    /// - Returns: `nil` where it was reported that there is nothing.
    func usual(of form: MethodForm, _ name: String, at position: FilePosition) -> MethodArguments? {
        if let numbers = form.usual(scale) { return MethodArguments(numbers: numbers, of: form) }
        let what =
            switch form.argument {
            case .choice: ""
            case .keys(let keys) where !keys.contains(where: \.isRequired): ""
            case .power: "its power"
            case .integer: "its number"
            case .grouping: "a grouping"
            // An example in figures does not name them.
            case .numbers(let names, _) where names.count == 1: form.isShownInFigures ? "its \(names[0])" : "its number"
            case .numbers, .ends: "its numbers"
            case .node, .points, .keys, .duration: "a value"
            }
        guard !what.isEmpty else { return MethodArguments() }
        collector.report(at: position, "'\(name)' " + (form.bare ?? "needs \(what); write \(form.example(name))"))
        return nil
    }

    /// Whether the name alone says all.
    func standsAlone(_ form: MethodForm) -> Bool {
        switch form.argument {
        case .choice: true
        case .keys(let keys): !keys.contains(where: \.isRequired)
        default: form.usual(scale) != nil
        }
    }

    /// The argument of a method: the value of its name.
    /// - Returns: `nil` where something was reported.
    func argument(of form: MethodForm, _ name: String, _ value: YAMLNode) -> MethodArguments? {
        let what = "'\(name)'"
        var given = MethodArguments()
        switch form.argument {
        case .power:
            guard let id = collector.scalar(value, .actorID, of: what).map({ PowerID($0.value) }) else { return nil }
            guard powers.contains(id) else {
                let hint = NearestName.hint(for: id.text, among: powers.map(\.text))
                collector.report(at: value.position, "\(what): unknown power '\(id)'" + hint)
                return nil
            }
            given.power = id
        case .integer(let range):
            guard let number = collector.scalar(value, .integer(in: range), of: what) else { return nil }
            given.integer = number.value
        case .grouping:
            let kind = ScalarKind.text.requiring({ groupings.contains($0) }) { name in
                "no power or country has a group under '\(name)'" + NearestName.hint(for: name, among: groupings)
            }
            guard let name = collector.scalar(value, kind, of: what) else { return nil }
            given.grouping = name.value
        case .node:
            guard let id = collector.scalar(value, .nodeID, of: what) else { return nil }
            given.node = id.value
        case .choice(let kind, let words):
            let known = ScalarKind.choice(kind, words.map { ($0, $0) })
            guard let word = collector.scalar(value, known, of: what) else { return nil }
            given.choice = word.value
        case .ends:
            guard let bounds = BoundsForm.read(value, of: what, example: "[0, 100]", collector) else { return nil }
            given.ends = Scale(low: bounds.low ?? -.infinity, high: bounds.high ?? .infinity)
        case .points(let opensBelow):
            guard let points = PointsForm.read(value, name, opensBelow: opensBelow, collector) else { return nil }
            given.points = points
        case .keys:
            guard value.entries != nil else {
                collector.report(at: value.position, "\(what) takes keys; write \(form.example(name))")
                return nil
            }
            var reader = MappingReader(value, of: what, collector)
            let options = keys(of: form, &reader)
            reader.finish()
            guard options.isSound else { return nil }
            given = options.arguments
        case .duration:
            guard let length = collector.scalar(value, .daysDuration, of: what) else { return nil }
            given.durations[name] = length.value
        case .numbers(let names, _):
            guard value.elements != nil || (names.count == 1 && value.text != nil) else {
                let example =
                    form.options.first.map { "{method: \(name), \($0.name): ...}" }
                collector.report(
                    at: value.position,
                    names.isEmpty
                        ? "\(what) takes no value; write \(NearestName.list([name] + (example.map { [$0] } ?? [])))"
                        : "\(what) takes \(names.count == 1 ? "a number" : "\(names.count) numbers"), not \(value.kind); "
                            + "write \(form.example(name))"
                )
                return nil
            }
            guard var numbers = numbers(value, isSingle: names.count == 1, of: what) else { return nil }
            // Nothing but options beside the name.
            if numbers.isEmpty, !form.options.isEmpty { numbers = form.usual(scale) ?? [] }
            guard numbers.count == names.count else {
                collector.report(
                    at: value.position,
                    "\(what) takes \(names.count) numbers, [\(names.joined(separator: ", "))], not \(numbers.count)"
                )
                return nil
            }
            return MethodArguments(numbers: numbers, of: form)
        }
        return given
    }

    private func numbers(_ value: YAMLNode, isSingle: Bool, of what: String) -> [Double]? {
        if isSingle, value.text != nil {
            return collector.scalar(value, ScalarKind<Double>.number, of: what).map { [$0.value] }
        }
        let list = collector.list(value, of: what)?.value
        let numbers = list?.compactMap {
            collector.scalar($0, ScalarKind<Double>.number, of: "an element of \(what)")?.value
        }
        // An element that was reported isn't reported again as one too few.
        return numbers?.count == list?.count ? numbers : nil
    }

    /// Options as they stand in a mapping, of whichever method.
    struct GivenOptions {
        var arguments = MethodArguments()
        var positions: [(name: String, key: FilePosition, value: FilePosition)] = []
        /// Whether none was reported.
        var isSound = true
    }

    /// Reads all options that any of the methods has, so that they are known keys.
    /// - Parameter own: the form of the method that is written, whose required ones must be there; `nil`: none, or several.
    func options(of forms: [MethodForm], own: MethodForm?, _ reader: inout MappingReader) -> GivenOptions {
        options(forms.flatMap(\.options), required: own?.options ?? [], &reader)
    }

    /// Reads the keys of a form that has such for its argument, so that they are known beside others.
    func keys(of form: MethodForm, _ reader: inout MappingReader) -> GivenOptions {
        guard case .keys(let keys) = form.argument else { return GivenOptions() }
        return options(keys, required: keys, &reader)
    }

    /// - Parameters:
    ///   - options: those of one name are one.
    ///   - own: of these the required ones must be there.
    private func options(
        _ options: [MethodForm.Option],
        required own: [MethodForm.Option],
        _ reader: inout MappingReader
    ) -> GivenOptions {
        let required = Set(own.filter(\.isRequired).map(\.name))
        var given = GivenOptions()
        var seen: Set<String> = []
        for option in options where seen.insert(option.name).inserted {
            let name = option.name
            let node = required.contains(name) ? reader.requiredNode(name) : reader.node(name)
            guard let key = reader.position(of: name) else {
                if required.contains(name) { given.isSound = false }
                continue
            }
            guard let node else {
                given.isSound = false
                continue
            }
            given.positions.append((name, key, node.position))
            read(option, node, into: &given.arguments)
            if !given.arguments.hasOption(name) { given.isSound = false }
        }
        return given
    }

    private func read(_ option: MethodForm.Option, _ node: YAMLNode, into arguments: inout MethodArguments) {
        let name = option.name
        let what = "'\(name)'"
        switch option.kind {
        case .flag: arguments.flags[name] = collector.scalar(node, .boolean, of: what)?.value
        case .words(let words):
            arguments.words[name] = collector.scalar(node, .choice(name, words.map { ($0, $0) }), of: what)?.value
        case .number:
            guard let number = collector.scalar(node, ScalarKind<Double>.number, of: what) else { return }
            arguments.set(name, to: number.value)
        case .duration: arguments.durations[name] = collector.scalar(node, .daysDuration, of: what)?.value
        }
    }

    /// The numbers of a form as keys of a mapping of their own: `{exponent: 0.5}`.
    /// - Returns: `nil` where something was reported.
    func named(_ form: MethodForm, _ reader: inout MappingReader) -> MethodArguments? {
        guard case .numbers(let names, _) = form.argument else { return MethodArguments() }
        let numbers = names.compactMap { reader.required($0, .number)?.value }
        return numbers.count == names.count ? MethodArguments(numbers: numbers, of: form) : nil
    }

    /// Makes the method; what is wrong with its values together is told at its argument, or at the option that is wrong.
    func make<Method: WrittenMethod>(
        _ kind: Method.Type,
        _ given: MethodArguments,
        _ options: GivenOptions = GivenOptions(),
        at position: FilePosition
    ) -> Method? {
        var given = given
        given.merge(options: options.arguments)
        do throws(MethodProblem) {
            return try Method(given)
        } catch {
            let place = error.option.flatMap { option in options.positions.first { $0.name == option } }
            collector.report(at: place?.value ?? position, "'\(error.option ?? kind.name)': \(error.message)")
            return nil
        }
    }
}
