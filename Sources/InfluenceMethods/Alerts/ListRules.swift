import InfluenceAlerts
import InfluenceControl
import InfluenceEngine
import InfluenceModel

extension LoopMethods {
    /// The rules in force, with how many of their alerts are open.
    func rules() -> IndexInterface.ListRules.Output {
        let standing = board.current.alerts
        return IndexInterface.ListRules.Output(
            rules: standing.rules.map { watched in
                IndexInterface.Rule(
                    rule: watched.rule.id,
                    description: watched.rule.description,
                    kind: watched.rule.condition.kind,
                    condition: watched.rule.text,
                    severity: .init(watched.rule.severity.rawValue),
                    labels: AlertDocument.labels(watched.rule.labels),
                    hooks: watched.rule.hooks,
                    enabled: watched.rule.isEnabled,
                    alerts: Int64(watched.rule.isEnabled ? watched.alerts.count : 0),
                    firing: Int64(standing.openByRule[watched.rule.id] ?? 0)
                )
            }
        )
    }
}
