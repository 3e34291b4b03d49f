import InfluenceControl

/// The rules in force, in the order of their file.
struct RulesReport: Report {
    let document: JSONValue

    private var rules: [JSONValue] { document["rules"].elements }

    func csv() -> CSV {
        let fields = [
            "rule", "description", "kind", "condition", "severity", "labels", "hooks", "enabled", "alerts", "firing",
        ]
        var csv = CSV(header: fields)
        for rule in rules {
            csv.add(
                fields.map { name in
                    switch name {
                    case "labels": .string(rule.labelText)
                    case "hooks": .string(rule["hooks"].elements.map(\.plainText).joined(separator: ";"))
                    default: rule[name]
                    }
                }
            )
        }
        return csv
    }

    func table(_ page: Page) -> String {
        guard !rules.isEmpty else { return "no rules\n" }
        var table = Table([
            .left("rule"), .left("kind"), .left("severity"), .right("alerts"), .right("open"), .left("hooks"),
            .prose("condition"),
        ])
        for rule in rules {
            let isEnabled = rule["enabled"].boolValue ?? true
            let isFiring = (rule["firing"].integerValue ?? 0) > 0
            let hooks = rule["hooks"].elements.map(\.plainText).joined(separator: ", ")
            let condition = (isEnabled ? "" : "disabled: ") + rule["condition"].plainText
            let tone: Tone = isEnabled ? .normal : .faint
            table.add([
                Table.Cell(rule["rule"].shown, tone), Table.Cell(rule["kind"].shown, tone),
                Table.Cell(rule["severity"].shown, tone), Table.Cell(rule["alerts"].shown, tone),
                Table.Cell(rule["firing"].shown, isEnabled && isFiring ? rule.alertTone : tone),
                Table.Cell(hooks.isEmpty ? "-" : hooks, hooks.isEmpty ? .faint : tone),
                Table.Cell(condition, tone),
            ])
        }
        return table.render(page)
    }
}
