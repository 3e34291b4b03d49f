import InfluenceModel

/// What a hook's program finds in its environment: the event, or what a group's events have in common, for those who read no
/// JSON.
enum HookEnvironment {
    static func of(_ handover: Handover) -> [String: String] {
        if let group = handover.group {
            var variables: [(String, String?)] = [("GROUP", group.id)]
            for (key, value) in handover.groupValues { variables.append((key.rawValue.uppercased(), value)) }
            return environment(variables)
        }
        return handover.events.first.map(of) ?? [:]
    }

    static func of(_ event: AlertEvent) -> [String: String] {
        let subject = event.key.subject
        let variables: [String: String?] = [
            "EVENT_ID": event.id,
            "KIND": event.kind.rawValue,
            "AT": event.at.description,
            "INCIDENT": event.incident,
            "RULE": event.key.rule,
            "SUBJECT": subject.description,
            "SEVERITY": event.severity.rawValue,
            "STATE": event.state.rawValue,
            "COUNTRY": subject.country?.text,
            "POWER": subject.power?.text,
            "COUNTERPART": subject.counterpart?.text,
            "NODE": subject.node?.text,
            "FEED": subject.feed,
            "VALUE": event.value.map { "\($0)" },
            "PREVIOUS": event.previous.map { "\($0)" },
            "UNIT": event.unit.isEmpty ? nil : event.unit,
            "DATA_FROM": event.data?.from.description,
            "DATA_TO": event.data?.to.description,
            "PREVIOUS_DATA_FROM": event.previousData?.from.description,
            "PREVIOUS_DATA_TO": event.previousData?.to.description,
            "LOW": event.low.map { "\($0)" },
            "HIGH": event.high.map { "\($0)" },
            "BREAKS": event.breaks.isEmpty
                ? nil : event.breaks.map { "\($0.power) in \($0.country): \($0.found)" }.joined(separator: "; "),
            "PERIOD": event.period?.description,
            "RUN": event.run.map { "\($0)" },
            "SUMMARY": event.summary,
            "REASON": event.reason,
        ]
        return environment(variables.map { ($0.key, $0.value) })
    }

    private static func environment(_ variables: [(String, String?)]) -> [String: String] {
        var environment: [String: String] = [:]
        for (name, value) in variables {
            // A zero byte would end the variable.
            if let value { environment["INFLUENCE_" + name] = value.filter { $0 != "\0" } }
        }
        return environment
    }
}
