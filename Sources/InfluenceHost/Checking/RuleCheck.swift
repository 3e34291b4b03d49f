import InfluenceAlerts
import InfluenceFiles
import InfluenceModel

/// Checks a rule file: the rules, and whether its hooks can be executed.
enum RuleCheck {
    /// - Parameter feeds: the names of the feeds; `nil` where no configuration tells: those that the rules name.
    /// - Returns: what it watches, in a line.
    static func line(
        _ path: String,
        _ model: Model,
        _ feeds: [String]?,
        _ context: CheckContext,
        _ report: inout CheckReport
    ) throws(DiagnosticList) -> String {
        let text = try SourceFile.read(path)
        let root = try YAMLFile.parse(text, name: path)
        let plan = try RuleFile.read(text, name: path, model: model, feeds: feeds ?? named(by: root))
        let collector = DiagnosticCollector()
        for hook in plan.hooks {
            let entry = root["hooks"]?.value[hook.name]
            for problem in hook.problems(credentialsDirectory: context.credentials) {
                let position = entry?.value[problem.key]?.value.position ?? entry?.keyPosition ?? root.position
                let message = "hook '\(hook.name)': \(problem.message)"
                if problem.isCertain { collector.report(at: position, message) } else { report.note(position, message) }
            }
        }
        try collector.check()
        let watched = plan.rules.filter(\.isEnabled).reduce(0) { $0 + $1.subjects(in: model).count }
        return
            "\(path): \(plan.rules.count) rules over \(watched) series, \(plan.hooks.count) hooks besides the journal"
    }

    private static func named(by root: YAMLNode) -> [String] {
        (root["rules"]?.value.elements ?? []).flatMap { rule -> [String] in
            guard let feed = rule["feed"]?.value else { return [] }
            return (feed.elements ?? [feed]).compactMap(\.text)
        }
    }
}
