internal import InfluenceFiles
internal import InfluenceModel
internal import InfluenceScoring
internal import InfluenceText

/// Decodes the `measures` of a model file: their schema. Each part computes its measures; one that is absent computes
/// none, and every constant of a part that is there must be written but for gates and tolerances, which have defaults. A
/// measure with a form of its own is a part of its own.
struct MeasuresReader {
    private let kinds: [any MeasureMethod.Type]
    private let references: MeasureReferences
    private let windows: WindowForm
    private let collector: DiagnosticCollector

    init(
        _ kinds: [any MeasureMethod.Type],
        powers: [Power],
        dimensions: [NodeID],
        elements: ElementTable,
        windows: WindowForm,
        _ collector: DiagnosticCollector
    ) {
        self.kinds = kinds
        references = MeasureReferences(
            powers: powers,
            dimensions: dimensions,
            elements: elements,
            collector: collector
        )
        self.windows = windows
        self.collector = collector
    }

    /// The keys of what several measures have in common.
    private static let parts = [
        "pairs", "min_coverage", "coopetition", "pattern", "dependency", "overtaking", "displacement", "momentum",
    ]

    func read(_ node: YAMLNode) -> MeasurePlan? {
        var reader = MappingReader(node, of: "'measures'", example: "{pairs: [[RUS, CHN]]}", collector)
        let pairs = reader.requiredList("pairs", example: "[[RUS, CHN]]")
        let coverage = reader.minCoverage()
        let coopetition = reader.mapping(
            "coopetition",
            example: "{scale: 0.5, threshold: 0.33, hysteresis: 0.05, sources: [{indicator: un_votes, full: 100}]}"
        ).flatMap(coopetition)
        let pattern = reader.mapping(
            "pattern",
            example: "{first_leads: security, second_leads: economic, tolerance: 0.05}"
        ).flatMap(pattern)
        let dependency = reader.mapping(
            "dependency",
            example: "{saturation: 0.8, min_attributed: 0.8, channels: [{id: trade, weight: 1, share: trade_share}]}"
        ).flatMap(dependency)
        let overtaking = reader.mapping("overtaking", example: "{share_margin: 1, score_margin: 2, hold: 2, ratio: 2}")
            .flatMap(overtaking)
        let displacement = span(reader.mapping("displacement", example: "{span: P36M}"))
        let momentum = reader.mapping("momentum", example: "{span: P36M}").flatMap(momentum)
        let measures = kinds.compactMap { measure($0, &reader) }
        reader.finish()
        return MeasurePlan(
            measures: measures,
            pairs: pairs.map(readPairs) ?? [],
            minCoverage: coverage ?? MeasurePlan.usualMinCoverage,
            coopetition: coopetition,
            pattern: pattern,
            dependency: dependency,
            overtaking: overtaking,
            displacement: displacement,
            momentum: momentum
        )
    }

    /// What is written of a measure, if anything has to be.
    private func measure(_ kind: any MeasureMethod.Type, _ reader: inout MappingReader) -> Measure? {
        let methods = windows.methods
        if kind.form.needsNothing {
            if let position = reader.position(of: kind.name), !Self.parts.contains(kind.name) {
                _ = reader.node(kind.name)
                collector.report(
                    at: position,
                    "'\(kind.name)' has no key: it is computed where its parts are; leave it out"
                )
            }
            return methods.method(kind, bareAt: reader.position).map { Measure($0) }
        }
        return reader.node(kind.name).flatMap { methods.method(kind, $0) }.map { Measure($0) }
    }

    private func readPairs(_ list: Located<[YAMLNode]>) -> [PowerPair] {
        var seen: Set<PowerPair> = []
        return list.value.compactMap { node in
            guard let elements = collector.list(node, of: "an element of 'pairs'", example: "[RUS, CHN]")?.value else {
                return nil
            }
            let powers = elements.compactMap {
                collector.scalar($0, .actorID, of: "a power of a pair").flatMap(references.power)
            }
            guard powers.count == elements.count else { return nil }
            guard powers.count == 2, powers[0] != powers[1] else {
                collector.report(at: node.position, "a pair is two different powers, such as [RUS, CHN]")
                return nil
            }
            let pair = PowerPair(powers[0], powers[1])
            guard seen.insert(pair).inserted else {
                collector.report(at: node.position, "the pair '\(pair.id)' is listed twice")
                return nil
            }
            return pair
        }
    }

    private func coopetition(_ mapping: MappingReader) -> MeasurePlan.Coopetition? {
        var reader = mapping
        let scale = reader.required("scale", .positive(through: 1))
        let threshold = reader.required("threshold", .number(in: 0...1))
        let hysteresis = reader.required("hysteresis", .number(in: 0...0.5))
        let coverage = reader.minCoverage()
        let list = reader.requiredList("sources")
        reader.finish()
        var seen: Set<NodeID> = []
        let sources = (list?.value ?? []).compactMap { node -> MeasurePlan.Source? in
            guard let sign = sign(node) else { return nil }
            guard seen.insert(sign.indicator).inserted else {
                collector.report(at: node.position, "the source '\(sign.indicator)' is listed twice")
                return nil
            }
            return sign
        }
        if let list, list.value.isEmpty { collector.report(at: list.position, "at least one source is required") }
        guard let scale, let threshold, let hysteresis else { return nil }
        return MeasurePlan.Coopetition(
            scale: scale.value,
            threshold: threshold.value,
            hysteresis: hysteresis.value,
            minCoverage: coverage,
            sources: sources
        )
    }

    private func sign(_ node: YAMLNode) -> MeasurePlan.Source? {
        var reader = MappingReader(node, of: "a source of cooperation", collector)
        let indicator = reader.required("indicator", .nodeID).flatMap(references.pairIndicator)
        let full = reader.required("full", .positive(through: .infinity))
        let age = reader.optional("max_age", .durationOr("none")).map { age in
            age.value.map { MeasurePlan.Source.Age.atMost($0) } ?? .unlimited
        }
        let window = reader.node("window").flatMap { windows.read($0) }
            .map { $0.map { MeasurePlan.Source.Span.over($0) } ?? .newest }
        let gaps = reader.optional("gaps", .choice("gaps", as: SignGaps.self))
        let hasWindow = reader.has("window")
        reader.finish()
        guard let indicator, let full else { return nil }
        if let gaps, gaps.value == .zero {
            let isNewest = hasWindow ? window == .newest : references.window(of: indicator) == nil
            guard !isNewest else {
                collector.report(
                    at: gaps.position,
                    "'gaps: zero' needs a window, in which nothing was: write 'window: {sum: P5Y}' beside it"
                )
                return nil
            }
            if let age, age != .unlimited {
                collector.report(
                    at: gaps.position,
                    "'gaps: zero' and 'max_age' exclude each other: a complete list does not age"
                )
                return nil
            }
        }
        return MeasurePlan.Source(
            indicator: indicator,
            full: full.value,
            age: age ?? .asIndicator,
            window: window ?? .asIndicator,
            isRegister: gaps?.value == .zero
        )
    }

    private func pattern(_ mapping: MappingReader) -> MeasurePlan.Pattern? {
        var reader = mapping
        let first = reader.required("first_leads", .nodeID).flatMap(references.dimension)
        let second = reader.required("second_leads", .nodeID).flatMap(references.dimension)
        let tolerance = reader.required("tolerance", .number(in: 0...1))
        reader.finish()
        guard let first, let second, let tolerance else { return nil }
        guard first != second else {
            mapping.report("'first_leads' and 'second_leads' are both '\(first)'; name two dimensions")
            return nil
        }
        return MeasurePlan.Pattern(firstLeads: first, secondLeads: second, tolerance: tolerance.value)
    }

    private func dependency(_ mapping: MappingReader) -> MeasurePlan.Dependency? {
        var reader = mapping
        let saturation = reader.required("saturation", .fraction)
        let attributed = reader.required("min_attributed", .number(in: 0...1))
        let tolerance = reader.optional("tolerance", .number(in: 0...1))
        let coverage = reader.minCoverage()
        let list = reader.requiredList("channels")
        reader.finish()
        var lines: [NodeID: Int] = [:]
        let channels = (list?.value ?? []).compactMap { node -> MeasurePlan.Channel? in
            var channel = MappingReader(
                node,
                of: "channel" + (node["id"]?.value.text.map { " '\($0)'" } ?? ""),
                collector
            )
            let id = channel.required("id", .nodeID)
            let weight = channel.required("weight", .positive(through: 1_000_000))
            let share = channel.required("share", .nodeID).flatMap(references.percentIndicator)
            let partners = channel.optional("partners", .nodeID).flatMap(references.observedIndicator)
            channel.finish()
            guard let id, let weight, let share else { return nil }
            if let line = lines[id.value] {
                collector.report(at: id.position, "channel '\(id.value)' is already listed at line \(line)")
                return nil
            }
            lines[id.value] = id.position.line
            return MeasurePlan.Channel(id: id.value, weight: weight.value, share: share, partners: partners)
        }
        if let list, list.value.isEmpty { collector.report(at: list.position, "at least one channel is required") }
        guard let saturation, let attributed else { return nil }
        return MeasurePlan.Dependency(
            saturation: saturation.value,
            minAttributed: attributed.value,
            tolerance: tolerance?.value ?? WholeTolerance.share,
            minCoverage: coverage,
            channels: channels
        )
    }

    private func overtaking(_ mapping: MappingReader) -> MeasurePlan.Overtaking? {
        var reader = mapping
        let shares = reader.list("shares", of: .nodeID)
        let shareMargin = reader.required("share_margin", .nonNegativeNumber)
        let scoreMargin = reader.required("score_margin", .nonNegativeNumber)
        let hold = reader.required("hold", .integer(in: 1...1_000))
        let ratio = reader.required("ratio", .number.requiring({ $0 > 1 }) { "\($0) is not above 1" })
        let coverage = reader.minCoverage()
        reader.finish()
        var seen: Set<NodeID> = []
        let known = (shares?.value ?? []).compactMap { share -> NodeID? in
            guard let id = references.dyadIndicator(share) else { return nil }
            guard seen.insert(id).inserted else {
                collector.report(at: share.position, "share '\(id)' is listed twice")
                return nil
            }
            return id
        }
        guard let shareMargin, let scoreMargin, let hold, let ratio else { return nil }
        return MeasurePlan.Overtaking(
            shares: known,
            shareMargin: shareMargin.value,
            scoreMargin: scoreMargin.value,
            hold: hold.value,
            ratio: ratio.value,
            minCoverage: coverage
        )
    }

    private func span(_ mapping: MappingReader?) -> CalendarDuration? {
        guard var reader = mapping else { return nil }
        let span = reader.required("span", .daysDuration)
        reader.finish()
        return span?.value
    }

    private func momentum(_ mapping: MappingReader) -> MeasurePlan.Momentum? {
        var reader = mapping
        let span = reader.required("span", .daysDuration)
        let points = reader.optional("min_points", .integer(in: 3...1_000))
        let coverage = reader.minCoverage()
        reader.finish()
        guard let span else { return nil }
        return MeasurePlan.Momentum(span: span.value, minPoints: points?.value ?? 3, minCoverage: coverage)
    }
}

/// What absent observations of a sign mean.
private enum SignGaps: String, CaseIterable {
    case unknown, zero
}

extension MappingReader {
    /// Below which coverage there is no value.
    fileprivate mutating func minCoverage() -> Double? {
        optional("min_coverage", .number(in: 0...1))?.value
    }
}

extension ScalarKind where Value == Double {
    /// Above 0.
    fileprivate static func positive(through high: Double) -> Self {
        number.requiring({ $0 > 0 && $0 <= high }) { text in
            high.isFinite
                ? "\(text) is not above 0 and at most \(DecimalText.shortest(high))" : "\(text) is not above 0"
        }
    }

    /// Above 0 and below 1.
    fileprivate static var fraction: Self {
        number.requiring({ $0 > 0 && $0 < 1 }) { "\($0) is not above 0 and below 1" }
    }
}
