internal import InfluenceFiles
internal import InfluenceModel
internal import InfluenceScoring
internal import InfluenceText

/// Decodes the merged mapping of a model's files: the schema of a model file's top level.
struct ModelReader {
    private let kinds: MethodKinds
    let collector: DiagnosticCollector

    init(_ kinds: MethodKinds, _ collector: DiagnosticCollector) {
        self.kinds = kinds
        self.collector = collector
    }

    /// - Returns: a model that is valid if nothing was reported; `nil` only if something was.
    func read(_ root: YAMLNode) -> Model? {
        var reader = MappingReader(root, of: "a model file", collector)
        let id = reader.required("model", .modelID)
        let title = reader.required("title", .text)
        let definition = reader.required("definition", .text)
        let scale = readScale(reader.mapping("scale", example: "{low: 0, high: 100}"))
        let grid = readGrid(reader.requiredNode("grid"))
        let powers = readPowers(reader.requiredList("powers", example: "[{id: RUS, name: Russia}]"))
        let countries = readCountries(reader.requiredList("countries", example: "[{id: KAZ, name: Kazakhstan}]"))
        let groupings = Set(powers.flatMap(\.groups.keys) + countries.flatMap(\.groups.keys)).sorted()
        let methods = MethodReader(scale: scale, powers: powers.map(\.id), groupings: groupings, collector: collector)
        let normalisations = NormalisationReader(kinds: kinds.normalisations, grid: grid, methods: methods)
        let aggregations = AggregationForm(kinds: kinds.aggregations, methods: methods)
        let windows = WindowForm(kinds: kinds.windows, methods: methods)
        let treatments = TreatmentForm(kinds: kinds.treatments, methods: methods)
        let elements = ElementReader(
            powers: powers.map(\.id),
            countries: countries.map(\.id),
            normalisations: normalisations,
            aggregations: aggregations,
            weightings: WeightingForm(kinds: kinds.weightings, methods: methods),
            transforms: TransformForm(kinds: kinds.transforms, windows: windows, methods: methods),
            imputations: ImputationForm(kinds: kinds.imputations, methods: methods),
            treatments: treatments,
            start: grid?.first,
            collector
        )
        let nodes = reader.requiredList("nodes", example: "[{id: index, title: Index}]")
        let indicators = reader.requiredList("indicators", example: "[\(ElementReader.exampleOfIndicator)]")
        let screen = reader.mapping("screen", example: "{min_coverage: 0.9}").flatMap(readScreen)
        let uncertainty = reader.node("uncertainty")
        let measures = reader.node("measures")
        let notScored = readNotScored(reader.list("not_scored", of: .choice("status", as: ObservationStatus.self)))
        // Taken out before, so that they are known where another key is not.
        for key in ["extends", "defaults"] { _ = reader.node(key) }
        reader.finish()

        let drafts =
            (nodes?.value ?? []).compactMap(elements.node) + (indicators?.value ?? []).compactMap(elements.indicator)
        let known = ElementTable(drafts, collector)
        ReferenceChecks(known, collector).check()
        let tree = TreeBuilder(known, collector).build(listedAt: nodes?.position ?? root.position)
        ScaleChecks(known, scale, collector).check()
        let dimensions = tree.flatMap { tree in tree.first?.children.map { tree[$0].id } } ?? []
        let plan = measures.flatMap {
            MeasuresReader(
                kinds.measures,
                powers: powers,
                dimensions: dimensions,
                elements: known,
                windows: windows,
                collector
            ).read($0)
        }
        let caveats = known.drafts.flatMap(\.caveats)
        if caveats.count > Caveat.mostOfModel {
            collector.report(
                at: caveats[Caveat.mostOfModel].position,
                "\(caveats.count) caveats; at most \(Caveat.mostOfModel) are possible in a model"
            )
        }
        let choices = uncertainty.flatMap {
            UncertaintyForm(normalisations, aggregations, treatments, elements: known, collector).read($0)
        }
        guard let id, let title, let definition, let grid, let tree else { return nil }
        return Model(
            id: id.value,
            title: title.value,
            definition: definition.value,
            scale: scale,
            grid: grid,
            powers: powers,
            countries: countries,
            nodes: tree,
            tracked: known.drafts.filter { $0.places.isEmpty }.compactMap(\.indicator),
            screen: screen,
            missing: known.drafts.first { !$0.isIndicator && !$0.hasParent }?.missing?.value ?? .siblings,
            notScored: notScored,
            uncertainty: choices,
            measures: plan,
            caveats: caveats.map(\.value)
        )
    }

    private func readNotScored(_ list: Located<[Located<ObservationStatus>]>?) -> Set<ObservationStatus> {
        guard let list else { return Model.usuallyNotScored }
        for status in list.value where !status.value.hasValue {
            collector.report(
                at: status.position,
                "status \(status.value.rawValue) (\(status.value.meaning)) has no value to be scored"
            )
        }
        return Set(list.value.map(\.value))
    }

    private func readScale(_ reader: MappingReader?) -> Scale {
        guard var reader else { return Scale() }
        let low = reader.required("low", .number)
        let high = reader.required("high", .number)
        reader.finish()
        guard let low, let high else { return Scale() }
        guard low.value < high.value else {
            collector.report(at: high.position, "'high' must be above 'low'")
            return Scale()
        }
        return Scale(low: low.value, high: high.value)
    }

    /// `{min_coverage: 0.9}` of the weight, or `{min_indicators: 0.9}` of their number.
    private func readScreen(_ reader: MappingReader) -> Screen? {
        var reader = reader
        let coverage = reader.optional("min_coverage", .number(in: 0...1))
        let indicators = reader.optional("min_indicators", .number(in: 0...1))
        if reader.isMapping, reader.has("min_coverage") == reader.has("min_indicators") {
            reader.report("'screen' has either 'min_coverage' or 'min_indicators', such as {min_coverage: 0.9}")
        }
        reader.finish()
        return coverage.map { .coverage($0.value) } ?? indicators.map { .indicators($0.value) }
    }

    private func readGrid(_ node: YAMLNode?) -> Grid? {
        guard let node else { return nil }
        var reader = MappingReader(
            node,
            of: "'grid'",
            example: "{frequency: month, from: 2000-01}",
            collector
        )
        let frequency = reader.optional("frequency", .choice("frequency", as: Frequency.self))
        let from = reader.optional("from", .period)
        let periods = reader.list("periods", of: .period)
        let isListed = reader.has("periods")
        if isListed, reader.has("frequency") || reader.has("from") {
            reader.report("'grid' has either 'frequency' and 'from' or 'periods', not both")
        } else if !isListed {
            _ = reader.requiredNode("frequency")
            _ = reader.requiredNode("from")
        }
        reader.finish()
        if let periods { return listed(periods) }
        guard let frequency, let from else { return nil }
        let unit = frequency.value.period(containing: from.value.start)
        guard unit.start == from.value.start else {
            collector.report(at: from.position, "'\(from.value)' begins inside a \(frequency.value); write \(unit)")
            return nil
        }
        return .regular(frequency.value, from: from.value)
    }

    private func listed(_ periods: Located<[Located<Period>]>) -> Grid? {
        if periods.value.isEmpty { collector.report(at: periods.position, "'periods' is empty") }
        for (previous, period) in zip(periods.value, periods.value.dropFirst()) where previous.value >= period.value {
            collector.report(
                at: period.position,
                "'\(period.value)' must come before '\(previous.value)': list periods in order, each once"
            )
        }
        return .listed(periods.value.map(\.value))
    }

    private func readPowers(_ list: Located<[YAMLNode]>?) -> [Power] {
        var within: [Located<PowerID>] = []
        let powers = readActors(list, of: "power") { reader, id, name in
            let union = reader.optional("within", .actorID).map { Located(PowerID($0.value), at: $0.position) }
            if let union { within.append(union) }
            return Power(id: PowerID(id), name: name, within: union?.value, groups: readGroups(&reader))
        }
        let unions = Dictionary(powers.map { ($0.id, $0.within) }, uniquingKeysWith: { first, _ in first })
        for union in within {
            let id = union.value
            guard let outer = unions[id] else {
                collector.report(
                    at: union.position,
                    "unknown power '\(id)'" + NearestName.hint(for: id.text, among: powers.map(\.id.text))
                )
                continue
            }
            if let outer {
                collector.report(at: union.position, "'\(id)' is itself within '\(outer)'; name the outermost union")
            }
        }
        return powers
    }

    private func readCountries(_ list: Located<[YAMLNode]>?) -> [Country] {
        readActors(list, of: "country") { reader, id, name in
            Country(id: CountryID(id), name: name, groups: readGroups(&reader))
        }
    }

    /// `groups: {region: Europe}`: any names.
    private func readGroups(_ reader: inout MappingReader) -> [String: String] {
        guard let node = reader.node("groups") else { return [:] }
        guard let entries = node.entries else {
            collector.report(
                at: node.position,
                "'groups' must be a mapping of groupings to groups; write {region: Asia}"
            )
            return [:]
        }
        var groups: [String: String] = [:]
        for entry in entries {
            groups[entry.key] = collector.scalar(entry.value, .text, of: "'\(entry.key)'")?.value
        }
        return groups
    }

    /// Powers or countries: entries of unique ids, at least one.
    private func readActors<Actor>(
        _ list: Located<[YAMLNode]>?,
        of kind: String,
        make: (inout MappingReader, _ id: String, _ name: String) -> Actor
    ) -> [Actor] {
        guard let list else { return [] }
        if list.value.isEmpty { collector.report(at: list.position, "at least one \(kind) is required") }
        var lines: [String: Int] = [:]
        return list.value.compactMap { node in
            let subject = kind + (node["id"]?.value.text.map { " '\($0)'" } ?? "")
            var reader = MappingReader(
                node,
                of: subject,
                example: kind == "power" ? "{id: RUS, name: Russia}" : "{id: KAZ, name: Kazakhstan}",
                collector
            )
            let id = reader.required("id", .actorID)
            let name = reader.required("name", .text)
            // Read in any case, so that its keys are known.
            let actor = make(&reader, id?.value ?? "", name?.value ?? "")
            reader.finish()
            guard let id else { return nil }
            if kind == "power", id.value == PowerID.world.text {
                collector.report(at: id.position, "'\(id.value)' is reserved: it is all partners together")
            }
            if let line = lines[id.value] {
                collector.report(at: id.position, "\(kind) '\(id.value)' is already listed at line \(line)")
                return nil
            }
            lines[id.value] = id.position.line
            return actor
        }
    }
}

extension ScalarKind where Value == String {
    /// A model's own name.
    static var modelID: Self {
        ScalarKind(expected: "a model's id; write letters, digits, '-', '_' and '.', beginning with a letter") { text in
            let bytes = text.utf8
            let letters = { (byte: UInt8) in (65...90).contains(byte & 0xDF) }
            guard let first = bytes.first, letters(first), bytes.count <= 64 else { return nil }
            return bytes.allSatisfy { letters($0) || (48...57).contains($0) || "-_.".utf8.contains($0) } ? text : nil
        }
    }

    /// A power or a country.
    static var actorID: Self {
        ScalarKind(
            expected: "an id; write capital letters, digits and '_', beginning with a letter, at most 64, such as KAZ"
        ) {
            IDSyntax.isActor($0) ? $0 : nil
        }
    }
}

extension ScalarKind where Value == NodeID {
    static var nodeID: Self {
        ScalarKind(
            expected:
                "an id; write small letters, digits and '_', beginning with a letter, at most 64, such as trade_share"
        ) {
            IDSyntax.isNode($0) ? NodeID($0) : nil
        }
    }
}
