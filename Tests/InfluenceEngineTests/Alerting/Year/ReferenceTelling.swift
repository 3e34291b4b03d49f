import InfluenceAlerts
import InfluenceModel

/// What is told of one alert's incidents, and to whom: whatever a hook believes, it hears what makes that true.
struct ReferenceTelling {
    /// An event that somebody got: `journal` or a hook.
    struct Told: Hashable {
        let at: Instant
        let kind: AlertEventKind
        /// Of the alert, in the journal.
        let state: AlertState?
        let who: String
    }

    private struct Incident {
        var truth = Belief.firing
        /// Of those who are told.
        var beliefs: [String: Belief]
        /// Reminders that were kept back.
        var owed: Set<String> = []
        var toldAt: Instant?
    }

    private enum Belief { case nothing, firing, gone, over }

    private var watch: ReferenceWatch
    private let rule: Rule
    private var incidents: [Incident] = []
    private var transitions: [Instant] = []
    private var isFlapping = false
    private(set) var told: [Told] = []

    init(_ rule: Rule, _ subject: AlertSubject) {
        watch = ReferenceWatch(rule, subject)
        self.rule = rule
    }

    /// - Parameter world: `nil`: nothing is looked at; whoever is wrong is put right.
    mutating func look(at world: YearWorld?, _ month: Int, _ now: Instant, isSilenced: Bool) {
        var isNewlyFlapping = false
        if let world {
            let window = rule.timing.flapWindow.microseconds
            transitions.removeAll { now.microseconds - $0.microseconds > window }
            if transitions.isEmpty { isFlapping = false }
            for happening in watch.look(at: world, month, now) {
                // Before anything else: what is once too often is none of its own, but one more of what is told already.
                if happening.isTransition, let limit = rule.timing.flapLimit {
                    transitions.append(now)
                    if transitions.count > limit, !isFlapping { (isFlapping, isNewlyFlapping) = (true, true) }
                }
                switch happening {
                case .held: tellHeld(now, isSilenced)
                case .opened(let again):
                    if incidents.isEmpty || !(again || isFlapping) {
                        let hooks = [AlertDelivery.journal] + rule.hooks
                        let beliefs = Dictionary(uniqueKeysWithValues: hooks.map { ($0, Belief.nothing) })
                        incidents.append(Incident(beliefs: beliefs))
                    }
                    incidents[incidents.count - 1].truth = .firing
                case .closed: incidents[incidents.count - 1].truth = .over
                case .gone: incidents[incidents.count - 1].truth = .gone
                case .back: incidents[incidents.count - 1].truth = .firing
                }
            }
        }
        for place in incidents.indices {
            if isFlapping, place == incidents.count - 1 {
                guard isNewlyFlapping else { continue }
                let knowing = incidents[place].beliefs.filter {
                    $0.value != .nothing && $0.key != AlertDelivery.journal
                }
                tell(.flapping, place, Array(knowing.keys), now, isSilenced)
            } else {
                putRight(place, now, isSilenced)
                remind(place, now, isSilenced)
            }
        }
    }

    private mutating func tell(
        _ kind: AlertEventKind,
        _ incident: Int?,
        _ hooks: [String],
        _ now: Instant,
        _ isSilenced: Bool
    ) {
        var state = watch.state
        if let incident {
            let truth = incidents[incident].truth
            if state.isOpen != (truth != .over) {
                state = truth == .over ? .inactive : truth == .gone ? .noData : .firing
            }
        }
        told.append(Told(at: now, kind: kind, state: state, who: AlertDelivery.journal))
        for hook in hooks where !isSilenced { told.append(Told(at: now, kind: kind, state: nil, who: hook)) }
    }

    private mutating func tellHeld(_ now: Instant, _ isSilenced: Bool) {
        var hooks: [String] = []
        if rule.tellsHeld, !isFlapping {
            hooks = rule.hooks
            if watch.isOpen, let incident = incidents.last {
                hooks = hooks.filter { incident.beliefs[$0] == .firing || incident.beliefs[$0] == .gone }
            }
        }
        tell(.held, nil, hooks, now, isSilenced)
    }

    /// What somebody has to hear who believes one thing while another is true.
    private static func lacks(_ belief: Belief, _ truth: Belief) -> AlertEventKind? {
        switch (belief, truth) {
        case (.nothing, .over), (_, .nothing), (.firing, .firing), (.gone, .gone), (.over, .over): nil
        case (.nothing, _), (.over, _): .firing
        case (.firing, .gone): .noData
        case (.gone, .firing): .dataBack
        case (_, .over): .resolved
        }
    }

    private mutating func putRight(_ place: Int, _ now: Instant, _ isSilenced: Bool) {
        let truth = incidents[place].truth
        var lacking: [AlertEventKind: [String]] = [:]
        for (hook, belief) in incidents[place].beliefs where hook == AlertDelivery.journal || !isSilenced {
            if let kind = Self.lacks(belief, truth) { lacking[kind, default: []].append(hook) }
        }
        for (kind, hooks) in lacking {
            tell(kind, place, hooks.filter { $0 != AlertDelivery.journal }, now, isSilenced)
            for hook in hooks + [AlertDelivery.journal] {
                incidents[place].beliefs[hook] = truth
                incidents[place].owed.remove(hook)
            }
            incidents[place].toldAt = truth == .over ? nil : now
        }
    }

    private mutating func remind(_ place: Int, _ now: Instant, _ isSilenced: Bool) {
        let incident = incidents[place]
        guard incident.truth != .over else { return }
        let isCurrent = place == incidents.count - 1
        var isDue = false
        if isCurrent, let interval = rule.timing.repeatInterval, let last = incident.toldAt {
            isDue = now.microseconds - last.microseconds >= interval.microseconds
        }
        let hooks = rule.hooks.filter { hook in
            incident.beliefs[hook] == incident.truth
                && (isDue || (incident.owed.contains(hook) && !isSilenced))
        }
        guard isDue || !hooks.isEmpty else { return }
        tell(.repeat, place, hooks, now, isSilenced)
        for hook in hooks {
            if isSilenced { incidents[place].owed.insert(hook) } else { incidents[place].owed.remove(hook) }
        }
        incidents[place].toldAt = now
    }
}
