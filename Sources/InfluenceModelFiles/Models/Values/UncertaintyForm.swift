internal import InfluenceFiles
internal import InfluenceModel
internal import InfluenceScoring
internal import InfluenceText

/// How the uncertain choices are written in a model file:
///
///     uncertainty:
///       replications: 1000
///       weights: 0.25
///       goalposts_high: [1, 0.8, 1.25]
///       normalisations: [{minmax: [0, 100]}]
///       aggregations: {index: [arithmetic, {geometric: {floor: 1}}]}
///       treatments: [none, {steps: [{winsorise: 5}]}]
///       leave_one_out: true
///       sensitivity: 1000
///       seed: 1
///
/// Every key may be left out; `uncertainty: {}` takes the defaults, `uncertainty: none` takes an inherited one away.
struct UncertaintyForm {
    private let normalisations: NormalisationReader
    private let aggregations: AggregationForm
    private let treatments: TreatmentForm
    private let scale: Scale
    private let elements: ElementTable
    private let collector: DiagnosticCollector

    init(
        _ normalisations: NormalisationReader,
        _ aggregations: AggregationForm,
        _ treatments: TreatmentForm,
        elements: ElementTable,
        _ collector: DiagnosticCollector
    ) {
        self.normalisations = normalisations
        self.aggregations = aggregations
        self.treatments = treatments
        scale = normalisations.scale
        self.elements = elements
        self.collector = collector
    }

    /// - Returns: `nil` for `none`.
    func read(_ node: YAMLNode) -> UncertaintyPlan? {
        if node.text == "none" { return nil }
        checkNodes()
        var reader = MappingReader(node, of: "'uncertainty'", example: "{replications: 1000}, or none", collector)
        let counts = ScalarKind<Int>.integer(in: 0...UncertaintyPlan.maximum)
        let replications = reader.optional("replications", counts)?.value
        let weights = reader.optional("weights", .halfWidth)?.value
        let goalposts = reader.list("goalposts_high", of: .goalpostFactor)
        let normalisations = reader.list("normalisations", example: "[{minmax: [0, 100]}]")
        let aggregations = reader.node("aggregations")
        let treatments = reader.list("treatments", example: "[{steps: [{winsorise: 5}]}]")
        let leaveOneOut = reader.optional("leave_one_out", .boolean)?.value
        let sensitivity = reader.optional("sensitivity", counts)?.value
        let seed = reader.optional("seed", .integer(in: 0...9_007_199_254_740_991))?.value
        reader.finish()
        let isNamed = aggregations?.entries != nil
        let defaults = UncertaintyPlan()
        return UncertaintyPlan(
            replications: replications ?? defaults.replications,
            weights: weights ?? defaults.weights,
            goalpostsHigh: read(goalposts),
            normalisations: read(normalisations: normalisations),
            aggregations: isNamed ? [] : aggregations.map(read(aggregations:)) ?? [],
            nodeAggregations: isNamed ? aggregations.map(read(nodeAggregations:)) ?? [:] : [:],
            treatments: read(treatments: treatments),
            leaveOneOut: leaveOneOut ?? defaults.leaveOneOut,
            sensitivity: sensitivity ?? defaults.sensitivity,
            seed: seed.map { UInt64($0) } ?? defaults.seed
        )
    }

    /// What compares the scores of a node with each other cannot be done one score at a time, as replications are.
    private func checkNodes() {
        for draft in elements.drafts {
            guard let normalisation = draft.aggregate?.normalisation, normalisation.replacesValues else { continue }
            let linear = normalisations.kinds.filter { !$0.replacesValues && $0.isRelative }.map { $0.name }
            collector.report(
                at: draft.id.position,
                "'\(draft.id.value)' is normalised by '\(normalisation.method.name)', which compares its scores with each "
                    + "other, so that its 'uncertainty' cannot be computed; normalise it by "
                    + NearestName.list([Goalposts.name] + linear) + ", or write uncertainty: none"
            )
        }
    }

    /// Each once, and not what they stand in for.
    private func alternatives<Value: Hashable>(
        _ nodes: Located<[YAMLNode]>?,
        of kind: String,
        but own: Value? = nil,
        _ read: (YAMLNode) -> Value?
    ) -> [Value] {
        guard let nodes else { return [] }
        checkCount(nodes, of: kind)
        var seen: Set<Value> = []
        return nodes.value.compactMap { node in
            guard let value = read(node) else { return nil }
            if value == own {
                collector.report(at: node.position, "the alternatives stand in for this \(kind); name others")
                return nil
            }
            if seen.insert(value).inserted { return value }
            collector.report(at: node.position, "this \(kind) is listed twice")
            return nil
        }
    }

    private func checkCount<Value>(_ list: Located<[Value]>, of kind: String) {
        let most = UncertaintyPlan.maximumAlternatives
        guard list.value.count > most else { return }
        collector.report(
            at: list.position,
            "\(list.value.count) alternatives of one \(kind); at most \(most) are drawn from"
        )
    }

    // MARK: Goalposts

    private func read(_ factors: Located<[Located<Double>]>?) -> [Double] {
        guard let factors else { return [] }
        checkCount(factors, of: "goalpost")
        var seen: Set<Double> = []
        for factor in factors.value where !seen.insert(factor.value).inserted {
            collector.report(at: factor.position, "this factor is listed twice")
        }
        let hasGoalposts = elements.scored.contains { indicator in
            indicator.normalisation.goalposts != nil && indicator.levels == nil
        }
        if !hasGoalposts {
            collector.report(at: factors.position, "no indicator of the tree has goalposts that could be moved")
        }
        return factors.value.map(\.value).filter { $0 != 1 }
    }

    // MARK: Normalisations and treatments

    private func read(normalisations list: Located<[YAMLNode]>?) -> [Normalisation] {
        alternatives(list, of: "normalisation") { node in
            guard let alternative = normalisations.read(node) else { return nil }
            let values = alternative.values(on: scale)
            for indicator in elements.scored where indicator.normalisation.method != .none {
                let own = indicator.normalisation.values(on: scale)
                guard !values.isComparable(with: own) else { continue }
                collector.report(
                    at: node.position,
                    "its values are \(values), those of '\(indicator.id)', for which it would stand in, \(own): "
                        + "alternatives are on one scale"
                        + (own.example(for: alternative).map { "; write \($0)" } ?? "")
                )
                return nil
            }
            return alternative
        }
    }

    private func read(treatments list: Located<[YAMLNode]>?) -> [Treatment?] {
        alternatives(list, of: "treatment") { node -> Treatment?? in
            let treatment = treatments.read(node)
            // What can't be read is reported, and no alternative.
            if treatment == nil && node.text != "none" { return .none }
            for indicator in elements.scored where !indicator.normalisation.isRelative {
                guard treatment != indicator.treatment, treatment.changesUnit || indicator.treatment.changesUnit
                else { continue }
                let changing = treatments.kinds.filter { $0.changesUnit }.map { "'\($0.name)'" }
                collector.report(
                    at: node.position,
                    changing.joined(separator: " and ")
                        + " change the unit of '\(indicator.id)', whose normalisation is in its own: "
                        + "alternatives are on one scale; winsorise, or normalise by minmax"
                )
                return .none
            }
            return .some(treatment)
        }
    }

    // MARK: Aggregations

    private func read(aggregations node: YAMLNode) -> [AlternativeAggregation] {
        alternatives(
            collector.list(node, of: "'aggregations'"),
            of: "aggregation",
            but: AlternativeAggregation(.arithmetic)
        ) { read($0, insteadOf: .arithmetic) }
    }

    private func read(nodeAggregations node: YAMLNode) -> [NodeID: [AlternativeAggregation]] {
        let entries = node.entries ?? []
        let most = UncertaintyPlan.maximumNodes
        if entries.count > most {
            collector.report(
                at: node.position,
                "\(entries.count) nodes have aggregations of their own; at most \(most) can"
            )
        }
        var result: [NodeID: [AlternativeAggregation]] = [:]
        for entry in entries {
            let id = NodeID(entry.key)
            guard let draft = elements[id], case .aggregate(let aggregate, _) = draft.content else {
                let what =
                    elements[id] == nil ? "unknown node '\(id)'" : "'\(id)' is an indicator, which aggregates nothing"
                collector.report(
                    at: entry.keyPosition,
                    what + NearestName.hint(for: entry.key, among: elements.nodeNames)
                )
                continue
            }
            let own = AlternativeAggregation(aggregate.method)
            let listed = alternatives(
                collector.list(entry.value, of: "'\(id)'"),
                of: "aggregation"
            ) { read($0, insteadOf: aggregate.method) }
            result[id] = listed.filter { $0 != own }
        }
        return result
    }

    private func read(_ node: YAMLNode, insteadOf own: Aggregation) -> AlternativeAggregation? {
        guard let alternative = aggregations.readAlternative(node) else { return nil }
        let (isMean, isOwnMean) = (type(of: alternative.method.arithmetic).isMean, type(of: own.arithmetic).isMean)
        guard alternative.method == own || (isMean && isOwnMean) else {
            let (other, name) = (isMean ? own : alternative.method, alternative.method.name)
            collector.report(
                at: node.position,
                "'\(name)' cannot stand in for '\(own.name)': the values of '\(other.name)' are not on the scale of the "
                    + "children's, and alternatives are on one scale"
            )
            return nil
        }
        return alternative
    }
}

extension ElementTable {
    /// The indicators of the tree.
    fileprivate var scored: [Indicator] {
        drafts.compactMap { draft in
            draft.places.contains { $0.weights.contains { $0.step.weight > 0 } } ? draft.indicator : nil
        }
    }
}

extension Treatment? {
    /// Whether values after it are in another unit than before.
    fileprivate var changesUnit: Bool { self?.steps.contains { type(of: $0.kind).changesUnit } ?? false }
}

extension ScalarKind where Value == Double {
    /// Weights stay above 0.
    fileprivate static var halfWidth: Self {
        number.requiring({ $0 >= 0 && $0 < 1 }) {
            "\($0) is not a relative half-width; write 0 or more and less than 1"
        }
    }

    fileprivate static var goalpostFactor: Self { number(in: 0.01...100) }
}
