internal import InfluenceModel

/// Decodes the entries of `nodes` and `indicators`: their schema.
struct ElementReader {
    /// Those that a power or country has a group under.
    let groupings: [String]
    let countries: [CountryID]
    let normalisations: NormalisationReader
    let collector: DiagnosticCollector

    init(
        groupings: [String],
        countries: [CountryID],
        normalisations: NormalisationReader,
        _ collector: DiagnosticCollector
    ) {
        self.groupings = groupings
        self.countries = countries
        self.normalisations = normalisations
        self.collector = collector
    }

    func node(_ node: YAMLNode) -> ElementDraft? {
        var reader = reader(of: "node", node)
        let id = reader.required("id", .nodeID)
        let title = reader.required("title", .text)
        let (parent, weight) = place(&reader)
        let method = reader.node("aggregate").flatMap { AggregationForm.read($0, collector) }
        let minCoverage = reader.optional("min_coverage", .number(in: 0...1))
        let minChildren = reader.optional("min_children", .integer(in: 1...1_000_000))
        let normalisation = reader.node("normalise").flatMap(normalisations.read)
        let weighting = reader.optional("weights", .choice("weighting", as: Weighting.self))
        let hasParent = reader.has("parent")
        reader.finish()
        if let weighting, weighting.value == .balanced, let method, method != .arithmetic {
            collector.report(
                at: weighting.position,
                "balanced 'weights' are of a weighted mean; write aggregate: arithmetic"
            )
        }
        if !hasParent, let weight {
            collector.report(at: weight.position, "the root has no 'weight'")
        }
        guard let id else { return nil }
        let aggregate = Aggregate(
            method: method ?? .arithmetic,
            minCoverage: minCoverage?.value ?? 0,
            minChildren: minChildren?.value ?? 1,
            normalisation: normalisation,
            weighting: weighting?.value ?? .given
        )
        return ElementDraft(
            id: id,
            title: title?.value ?? "",
            parent: parent,
            hasParent: hasParent,
            weight: weight,
            content: .aggregate(aggregate, minChildren: minChildren?.position)
        )
    }

    func indicator(_ node: YAMLNode) -> ElementDraft? {
        var reader = reader(of: "indicator", node)
        let id = reader.required("id", .nodeID)
        let title = reader.required("title", .text)
        let (parent, weight) = place(&reader)
        let subject = reader.optional("subject", .choice("subject", as: Subject.self))
        let unit = reader.optional("unit", .anyText)
        let flow = reader.optional("flow", .boolean)
        let inputs = unique(reader.list("inputs", of: .nodeID), "input") { $0.text }
        let reporters = reader.node("reporters").flatMap {
            ReportersForm.read($0, countries: countries, collector)
        }
        let transform = TransformForm.read(&reader)
        let reading = ReadingKeys(&reader)
        let imputation = reader.node("impute").flatMap { ImputationForm.read($0, groupings: groupings, collector) }
        let treatment = reader.node("treat").flatMap { TreatmentForm.read($0, collector) }
        let normalisation = reader.node("normalise").flatMap(normalisations.read)
        let direction = reader.optional("direction", .direction)
        let cadence = reader.optional("cadence", .durationOr("event"))
        let maxAge = reader.optional("max_age", .durationOr("none"))
        let mirror = MirrorForm.read(&reader)
        reading.check(
            subject: subject?.value ?? .dyad,
            transform.steps,
            isEvent: cadence.map { $0.value == nil } ?? true,
            collector
        )
        let note = reader.optional("note", .anyText)
        let hasParent = reader.has("parent")
        reader.finish()
        if !hasParent, let weight, weight.value != 0 {
            let message = "a 'weight' without a 'parent': an indicator outside the tree is only tracked"
            collector.report(at: weight.position, message)
        }
        guard let id else { return nil }
        let indicator = Indicator(
            id: id.value,
            title: title?.value ?? "",
            subject: subject?.value ?? .dyad,
            unit: unit?.value ?? "",
            isFlow: flow?.value ?? false,
            inputs: inputs.map { $0.map(\.value) },
            reporters: reporters,
            lag: reading.lag?.value,
            isTable: reading.isTable?.value ?? false,
            tolerance: reading.tolerance?.value ?? 100.5,
            minTotal: reading.minTotal?.value ?? 0,
            fallback: reading.fallback?.value,
            gaps: reading.gaps?.value ?? .unknown,
            through: reading.through?.value.end,
            transform: transform.steps,
            imputation: imputation,
            treatment: treatment,
            normalisation: normalisation ?? .none,
            direction: direction?.value ?? .positive,
            cadence: cadence?.value,
            maxAge: maxAge?.value,
            mirror: mirror.map { $0.map(\.value) },
            note: note?.value ?? ""
        )
        return ElementDraft(
            id: id,
            title: title?.value ?? "",
            parent: parent,
            hasParent: hasParent,
            weight: weight,
            content: .indicator(
                indicator,
                inputs: inputs ?? [],
                denominator: transform.denominator,
                fallback: reading.fallback,
                mirror: mirror.flatMap { $0 }
            )
        )
    }

    private func reader(of kind: String, _ node: YAMLNode) -> MappingReader {
        MappingReader(node, of: kind + (node["id"]?.value.text.map { " '\($0)'" } ?? ""), collector)
    }

    private func place(_ reader: inout MappingReader) -> (parent: Located<NodeID>?, weight: Located<Double>?) {
        let parent = reader.optional("parent", .nodeID)
        // What has a parent has a weight.
        let weight =
            parent == nil
            ? reader.optional("weight", .nonNegativeNumber) : reader.required("weight", .nonNegativeNumber)
        return (parent, weight)
    }

    /// The elements of a list that may be absent but not empty, each once.
    private func unique<Value: Hashable>(
        _ list: Located<[Located<Value>]>?,
        _ kind: String,
        name: (Value) -> String
    ) -> [Located<Value>]? {
        guard let list else { return nil }
        if list.value.isEmpty {
            collector.report(at: list.position, "the list is empty; leave the key out or name at least one \(kind)")
            return nil
        }
        var seen: Set<Value> = []
        return list.value.filter { element in
            if seen.insert(element.value).inserted { return true }
            collector.report(at: element.position, "\(kind) '\(name(element.value))' is listed twice")
            return false
        }
    }
}

extension ScalarKind where Value == Direction {
    static var direction: Self {
        ScalarKind(expected: "a direction; write 1 (more is more influence) or -1 (more is less)") { text in
            text == "1" || text == "+1" ? .positive : text == "-1" ? .negative : nil
        }
    }
}

extension ScalarKind where Value == CalendarDuration? {
    /// A duration in days or a word for there being none.
    static func durationOr(_ word: String) -> Self {
        ScalarKind { text in
            if text == word { return .success(nil) }
            return ScalarKind<CalendarDuration>.daysDuration.read(text).map { $0 }
                .mapError { ScalarProblem("\($0.message), or '\(word)'") }
        }
    }
}
