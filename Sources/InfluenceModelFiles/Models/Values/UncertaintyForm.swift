internal import InfluenceModel

/// How the uncertain choices are written in a model file:
///
///     uncertainty:
///       replications: 1000
///       weights: 0.25
///       normalisations: [{minmax: [0, 100]}]
///       aggregations: [geometric, {power: 0.5}]
///       treatments: [none, {steps: [{winsorise: 5}]}]
///       leave_one_out: true
///       sensitivity: 1000
///
/// Every key may be left out; `uncertainty: {}` takes the defaults.
enum UncertaintyForm {
    static func read(
        _ node: YAMLNode,
        _ normalisationReader: NormalisationReader,
        _ collector: DiagnosticCollector
    ) -> UncertaintyPlan {
        var reader = MappingReader(node, of: "'uncertainty'", collector)
        let counts = ScalarKind<Int>.integer(in: 0...UncertaintyPlan.maximum)
        let replications = reader.optional("replications", counts)?.value
        let weights = reader.optional("weights", .halfWidth)?.value
        let normalisations = reader.list("normalisations")?.value ?? []
        let aggregations = reader.list("aggregations")?.value ?? []
        let treatments = reader.list("treatments")?.value ?? []
        let leaveOneOut = reader.optional("leave_one_out", .boolean)?.value
        let sensitivity = reader.optional("sensitivity", counts)?.value
        reader.finish()
        let defaults = UncertaintyPlan()
        return UncertaintyPlan(
            replications: replications ?? defaults.replications,
            weights: weights ?? defaults.weights,
            normalisations: alternatives(normalisations, of: "normalisation", collector) {
                normalisationReader.read($0)
            },
            aggregations: alternatives(aggregations, of: "aggregation", but: .arithmetic, collector) {
                AggregationForm.read($0, collector)
            },
            treatments: alternatives(treatments, of: "treatment", collector) { node -> Treatment?? in
                let treatment = TreatmentForm.read(node, collector)
                // What can't be read is reported, and no alternative.
                return treatment == nil && node.text != "none" ? .none : .some(treatment)
            },
            leaveOneOut: leaveOneOut ?? defaults.leaveOneOut,
            sensitivity: sensitivity ?? defaults.sensitivity
        )
    }

    /// Each once, and not what they stand in for.
    private static func alternatives<Value: Hashable>(
        _ nodes: [YAMLNode],
        of kind: String,
        but own: Value? = nil,
        _ collector: DiagnosticCollector,
        _ read: (YAMLNode) -> Value?
    ) -> [Value] {
        var seen: Set<Value> = []
        return nodes.compactMap { node in
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
}

extension ScalarKind where Value == Double {
    /// Weights stay above 0.
    fileprivate static var halfWidth: Self {
        number.requiring({ $0 >= 0 && $0 < 1 }) {
            "\($0) is not a relative half-width; write 0 or more and less than 1"
        }
    }
}
