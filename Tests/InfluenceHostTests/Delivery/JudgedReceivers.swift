import InfluenceModel
import Testing

/// What those behind hooks believe who read all that they are handed, and how it was handed to them.
struct JudgedReceivers {
    /// One alert: a rule on a country.
    struct Key: Hashable {
        let rule: String
        let country: String

        init(_ rule: String, _ country: String) {
            self.rule = rule
            self.country = country
        }

        init(_ key: AlertKey) {
            self.init(key.rule, key.subject.country?.text ?? "")
        }
    }

    /// By hook: the alerts that are open as far as it was told, by incident.
    private(set) var open: [String: [String: Key]] = [:]
    /// By hook: what somebody believes who tells alerts apart by rule and country alone, by the last that he was handed.
    private(set) var standing: [String: [Key: Bool]] = [:]
    /// Events that arrived, groups, and handovers that came again.
    private(set) var count = 0
    private(set) var groups = 0
    private(set) var repeated = 0
    /// What a hook did not take, whatever its receiver believes then: `hook incident`.
    private var lost: Set<String> = []
    private var doubtful: Set<String> = []
    /// The events of each handover, by hook and key.
    private var known: [String: [String]] = [:]
    /// The last event of each incident, by hook.
    private var last: [String: Int] = [:]

    /// Whether anything of an alert was lost to a hook, or came to it by way of another.
    func isDoubtful(_ hook: String, _ key: Key) -> Bool { doubtful.contains("\(hook) \(key)") }

    func isLost(_ hook: String, _ incident: String) -> Bool { lost.contains("\(hook) \(incident)") }

    mutating func lose(_ handover: Handover) {
        for event in handover.events {
            lost.insert("\(handover.hook) \(event.incident ?? "")")
            doubtful.insert("\(handover.hook) \(Key(event.key))")
        }
    }

    mutating func hear(_ handover: Handover) {
        let (hook, events) = (handover.hook, handover.events)
        if handover.group != nil { groups += 1 }
        let name = "\(hook) \(handover.key)"
        let before = known.updateValue(events.map(\.id), forKey: name)
        if let before {
            repeated += 1
            #expect(before == events.map(\.id), "the same key brings other events")
        }
        for delivery in handover.deliveries { hear(delivery, isAgain: before != nil) }
    }

    private mutating func hear(_ delivery: AlertDelivery, isAgain: Bool) {
        let event = delivery.event
        count += 1
        guard let incident = event.incident else { return }
        if delivery.origin != nil { doubtful.insert("\(delivery.hook) \(Key(event.key))") }
        let line = "\(delivery.hook) \(incident)"
        if delivery.origin == nil, !isLost(delivery.hook, incident) {
            let before = last[line] ?? 0
            #expect(isAgain || event.sequence > before, "\(line): \(event.sequence) after \(before)")
            last[line] = max(before, event.sequence)
        }
        switch event.kind {
        case .resolved: standing[delivery.hook, default: [:]][Key(event.key)] = false
        case .firing, .repeat, .noData, .dataBack: standing[delivery.hook, default: [:]][Key(event.key)] = true
        case .flapping, .held: break
        }
        switch event.kind {
        case .firing, .repeat, .noData, .dataBack: open[delivery.hook, default: [:]][incident] = Key(event.key)
        case .resolved: open[delivery.hook, default: [:]][incident] = nil
        case .flapping, .held: break
        }
    }
}
