package import InfluenceFiles
package import InfluenceModel

/// Reads `alerts.yaml`.
package enum RuleFile {
    /// What all rules may watch together, those that are switched off too. The first run needs some two kilobytes for
    /// each series that is watched (measured: 1 GB for 440,000), so a short file could ask for more memory than there is.
    package static let mostSeries = 200_000

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
        var watched = 0
        let read = (list?.value ?? []).compactMap { node -> Rule? in
            let rule = rules.rule(node, defaults ?? RuleReader.Defaults(), &lines)
            for problem in rule?.rangeProblems(in: model) ?? [] {
                collector.report(at: node[problem.key]?.value.position ?? node.position, problem.message)
            }
            if let rule, watched <= mostSeries {
                watched += rule.subjects(in: model).count
                if watched > mostSeries {
                    collector.report(
                        at: node.position,
                        "with rule '\(rule.id)' the rules watch \(watched) series, and at most \(mostSeries) may be watched; name "
                            + "the countries, powers or nodes that matter"
                    )
                }
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
