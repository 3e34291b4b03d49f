import ArgumentParser
import InfluenceControl
import InfluenceText

struct RulesCommand: ReportingCommand {
    static let configuration = CommandConfiguration(
        commandName: "rules",
        abstract: "List the alert rules in force.",
        discussion: "In the order of their file, with how many alerts each has and how many of those are open."
    )

    @OptionGroup(title: "Global options")
    var global: GlobalOptions

    func report() throws -> any Report {
        try RulesReport(answer: global.session.call(IndexInterface.ListRules.self, .init()))
    }
}

/// The rules in force, in the order of their file.
struct RulesReport: ReplyReport {
    let answer: Answer<IndexInterface.ListRules.Output>

    private var rules: [IndexInterface.Rule] { reply.rules }

    func csv() -> CSV {
        CSV(
            rules,
            fields: [
                .rule, .description, .kind, .condition, .severity, .labels, .hooks, .enabled, .alerts, .firing,
            ]
        )
    }

    func table(_ page: Page) -> String {
        guard !rules.isEmpty else { return "no rules\n" }
        var table = Table([
            .left("rule"), .left("kind"), .left("severity"), .right("alerts"), .right("open"), .left("hooks"),
            .prose("condition"),
        ])
        for rule in rules {
            let isEnabled = rule.enabled
            let isFiring = rule.firing > 0
            let hooks = rule.hooks.joined(separator: ", ")
            let condition = (isEnabled ? "" : "disabled: ") + rule.condition
            let tone: Tone = isEnabled ? .normal : .faint
            table.add([
                Table.Cell(rule.rule.shown, tone), Table.Cell(rule.kind.shown, tone),
                Table.Cell(rule.severity.shown, tone), Table.Cell(rule.alerts.shown, tone),
                Table.Cell(
                    rule.firing.shown,
                    isEnabled && isFiring ? influencectl.tone(ofSeverity: rule.severity) : tone
                ),
                Table.Cell(hooks.isEmpty ? "-" : hooks, hooks.isEmpty ? .faint : tone),
                Table.Cell(condition, tone),
            ])
        }
        return table.render(page)
    }
}
