package import InfluenceFiles
package import InfluenceModel

/// Reads `alerts.yaml`.
package enum RuleFile {
    /// - Parameters:
    ///   - name: the file's path, for diagnostics; relative commands start from its folder.
    ///   - feeds: the names of the feeds of the configuration.
    ///   - kinds: those of which there may be rules.
    /// - Throws: everything that is wrong in the file, each with its place.
    package static func read(
        _ text: String,
        name: String,
        model: Model,
        feeds: [String],
        kinds: RuleKinds = .standard
    ) throws(DiagnosticList) -> AlertPlan {
        let root = try YAMLFile.parse(text, name: name)
        let collector = DiagnosticCollector()
        var reader = MappingReader(root, of: "the rule file", collector)
        let hooks = reader.node("hooks").map { HookReader(collector: collector, file: name).read($0) }
        let rules = RuleReader(
            hooks: hooks?.names ?? [],
            model: model,
            feeds: feeds,
            kinds: kinds,
            collector: collector
        )
        let defaults = reader.mapping("defaults").map(rules.defaults)
        let list = reader.requiredList("rules")
        reader.finish()
        var lines: [String: Int] = [:]
        let read = (list?.value ?? []).compactMap { node -> Rule? in
            let rule = rules.rule(node, defaults ?? RuleReader.Defaults(), &lines)
            for problem in rule?.rangeProblems(in: model) ?? [] {
                collector.report(at: node[problem.key]?.value.position ?? node.position, problem.message)
            }
            return rule
        }
        try collector.check()
        return AlertPlan(
            rules: read,
            hooks: hooks?.hooks ?? [],
            explainLimit: defaults?.explainLimit ?? AlertPlan.usualExplainLimit
        )
    }
}
