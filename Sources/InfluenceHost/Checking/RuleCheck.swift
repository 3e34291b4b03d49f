import InfluenceAlerts
import InfluenceFiles
import InfluenceModel
import InfluenceText

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
        for rule in plan.rules where rule.isEnabled { noteWindow(of: rule, model, root, context, &report) }
        let watched = plan.rules.filter(\.isEnabled).reduce(0) { $0 + $1.subjects(in: model).count }
        return
            "\(path): \(counted(plan.rules.count, "rule")) over \(watched) series, \(counted(plan.hooks.count, "hook")) "
            + "besides the journal"
    }

    /// A window that reaches before the grid begins finds nothing to compare with, and the rule is silent, for years perhaps.
    private static func noteWindow(
        of rule: Rule,
        _ model: Model,
        _ root: YAMLNode,
        _ context: CheckContext,
        _ report: inout CheckReport
    ) {
        guard let window = rule.condition.window, let first = model.grid.first else { return }
        let earliest = first.start.adding(window)
        guard earliest > context.now.day else { return }
        let node = (root["rules"]?.value.elements ?? []).first { $0["id"]?.value.text == rule.id } ?? root
        report.note(
            node["window"]?.value.position ?? node.position,
            "rule '\(rule.id)': the grid begins \(first), so that there is nothing to compare with before \(earliest)"
        )
    }

    private static func named(by root: YAMLNode) -> [String] {
        (root["rules"]?.value.elements ?? []).flatMap { rule -> [String] in
            guard let feed = rule["feed"]?.value else { return [] }
            return (feed.elements ?? [feed]).compactMap(\.text)
        }
    }
}
