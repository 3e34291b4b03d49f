internal import InfluenceFiles
internal import InfluenceModel
internal import InfluenceScoring

/// Decodes the entries of `nodes` and `indicators`: their schema.
struct ElementReader {
    let countries: [CountryID]
    let normalisations: NormalisationReader
    let aggregations: AggregationForm
    let weightings: WeightingForm
    let transforms: TransformForm
    let imputations: ImputationForm
    let treatments: TreatmentForm
    private let caveatForm: CaveatForm
    private let placeForm: PlaceForm
    let collector: DiagnosticCollector

    /// - Parameter start: The grid's first period; `nil` where it was reported.
    init(
        powers: [PowerID],
        countries: [CountryID],
        normalisations: NormalisationReader,
        aggregations: AggregationForm,
        weightings: WeightingForm,
        transforms: TransformForm,
        imputations: ImputationForm,
        treatments: TreatmentForm,
        start: Period?,
        _ collector: DiagnosticCollector
    ) {
        self.countries = countries
        self.normalisations = normalisations
        self.aggregations = aggregations
        self.weightings = weightings
        self.transforms = transforms
        self.imputations = imputations
        self.treatments = treatments
        caveatForm = CaveatForm(powers: powers, countries: countries, collector: collector)
        placeForm = PlaceForm(start: start, collector: collector)
        self.collector = collector
    }

    static let exampleOfIndicator = "{id: trade, title: Trade, parent: economic, weight: 1}"

    func node(_ node: YAMLNode) -> ElementDraft? {
        var reader = reader(of: "node", AbsentKeys.removed(AbsentKeys.ofNodes, from: node))
        let id = reader.required("id", .nodeID)
        let title = reader.required("title", .text)
        let places = placeForm.read(&reader)
        let method = reader.node("aggregate").flatMap(aggregations.read)
        let minCoverage = reader.optional("min_coverage", .number(in: 0...1))
        let minChildren = reader.optional("min_children", .integer(in: 1...1_000_000))
        let normalisation = reader.node("normalise").flatMap(normalisations.read)
        let direction = reader.optional("direction", .direction)
        let weightingNode = reader.node("weights")
        let weighting = weightingNode.flatMap(weightings.read)
        let missing = reader.optional("missing", .choice("missing", as: MissingWeight.self))
        let (floor, digits) = finish(&reader)
        let caveats = caveatForm.read(&reader, of: id?.value)
        let hasParent = reader.has("parent")
        let weight = reader.node("weight")?.position
        reader.finish()
        if let weighting, let weightingNode, type(of: weighting.arithmetic).isOfWeightedSum,
            let method, method != .arithmetic
        {
            collector.report(
                at: weightingNode.position,
                "\(weighting.name) 'weights' are of a weighted mean; write aggregate: arithmetic"
            )
        }
        if !hasParent, let weight {
            collector.report(at: weight, "the root takes no 'weight', as it has no siblings; leave it out")
        }
        guard let id else { return nil }
        let aggregate = Aggregate(
            method: method ?? .arithmetic,
            minCoverage: minCoverage?.value ?? 0,
            minChildren: minChildren?.value ?? 1,
            normalisation: normalisation,
            direction: direction?.value ?? .positive,
            weighting: weighting ?? .given
        )
        return ElementDraft(
            id: id,
            title: title?.value ?? "",
            places: places,
            hasParent: hasParent,
            missing: missing,
            floor: floor,
            digits: digits,
            caveats: caveats,
            content: .aggregate(aggregate, minChildren: minChildren?.position)
        )
    }

    func indicator(_ node: YAMLNode) -> ElementDraft? {
        var reader = reader(of: "indicator", AbsentKeys.removed(AbsentKeys.ofIndicators, from: node))
        let id = reader.required("id", .nodeID)
        let title = reader.required("title", .text)
        let places = placeForm.read(&reader)
        let subject = reader.optional("subject", .choice("subject", as: Subject.self))
        let unit = reader.optional("unit", .anyText)
        let flow = reader.optional("flow", .boolean)
        let inputs = unique(reader.list("inputs", of: .nodeID), "input") { $0.text }
        let reporters = reader.node("reporters").flatMap {
            ReportersForm.read($0, countries: countries, collector)
        }
        let transform = transforms.read(&reader)
        let reading = ReadingKeys(&reader)
        let imputation = reader.node("impute").flatMap(imputations.read)
        let treatment = reader.node("treat").flatMap(treatments.read)
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
        let isComputed = inputs.map { $0.map(\.value) != id.map { [$0.value] } } ?? false
        let plausibility = PlausibilityForm.read(&reader, isComputed: isComputed)
        let note = reader.optional("note", .anyText)
        let (floor, digits) = finish(&reader)
        let caveats = caveatForm.read(&reader, of: id?.value)
        let hasParent = reader.has("parent")
        let weight = hasParent ? nil : reader.optional("weight", .nonNegativeNumber)
        reader.finish()
        if let weight, weight.value != 0 {
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
            tolerance: reading.tolerance?.value ?? Indicator.usualTolerance,
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
            plausibility: plausibility,
            note: note?.value ?? ""
        )
        return ElementDraft(
            id: id,
            title: title?.value ?? "",
            places: places,
            hasParent: hasParent,
            floor: floor,
            digits: digits,
            caveats: caveats,
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
        MappingReader(
            node,
            of: kind + (node["id"]?.value.text.map { " '\($0)'" } ?? ""),
            example: kind == "node"
                ? "{id: economic, title: Economic, parent: index, weight: 1}" : Self.exampleOfIndicator,
            collector
        )
    }

    /// What is done to a score last.
    private func finish(_ reader: inout MappingReader) -> (floor: Double?, digits: Int?) {
        let floor = reader.optional("floor", .number.or("none"))
        let digits = reader.optional("round", .integer(in: -15...15).or("none"))
        return (floor?.value, digits?.value)
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
