import InfluenceAlerts
import InfluenceModel
import InfluenceModelFiles
import InfluenceStore
import InfluenceTestKit
import Testing

@testable import InfluenceEngine
@testable import InfluenceHost

/// A receiver that forgets nothing and closes nothing by itself, as the judge: whatever happens to data, rules, hooks,
/// silences and the daemon, once all is at rest it believes what is true.
@Suite(.timeLimit(.minutes(10))) struct JudgeTests {
    @Test(arguments: [1, 2, 3, 4, 5, 6] as [UInt64])
    func `When all is at rest each receiver knows what is open, and nothing else`(seed: UInt64) async throws {
        var history = try await History(seed)
        for _ in 0..<16 {
            for _ in 0..<12 { try await history.act() }
            try await history.rest()
            try history.judge()
        }
        #expect(history.opened > 10 && history.deliveries > 20, "\(history.opened) \(history.deliveries)")
    }
}

private struct History {
    private var random: SplitMix
    private var trial: Trial
    private var rules: [Rule: [String]] = [:]
    private var hooks: Set<String> = ["x", "y", "z"]
    private var now: Instant
    private var label = 0
    private(set) var opened = 0
    private(set) var deliveries = 0

    // MARK: The truth

    private enum Rule: String, CaseIterable, Hashable { case first, second }

    /// One alert: a rule on a country.
    private struct Key: Hashable {
        let rule: String
        let country: String
    }

    private struct Alert {
        var isOpen = false
        var isArmed = true
        var hooks: [String] = []
        /// Figures that met it, with whether it was open then.
        var figures: [Double: Bool] = [:]
    }

    private var alerts: [Key: Alert] = [:]
    private var values: [String: Double?] = ["KAZ": 20, "UZB": 20]
    private var past: [String: [Double]] = ["KAZ": [20], "UZB": [20]]

    // MARK: The receivers

    /// By hook: the alerts that are open as far as it was told, by incident.
    private var pictures: [String: [String: Key]] = [:]
    /// What a hook did not take, whatever its receiver believes then.
    private var lost: Set<String> = []

    init(_ seed: UInt64) async throws {
        random = SplitMix(seed)
        now = try instant("2024-03-15")
        trial = try Trial(at: "2024-03-15")
        rules = [.first: ["x", "y"], .second: ["y"]]
        try await trial.add("trade,CHN,KAZ,2023,20\ntrade,CHN,UZB,2023,20\n")
        try await load()
    }

    private func text() -> String {
        let names = hooks.sorted().map { "  \($0): {kind: exec, command: [/bin/true], max_attempts: 2" }
        let lines = names.map { $0 + ($0.hasPrefix("  y") && hooks.contains("z") ? ", fallback: z}" : "}") }
        let list = Rule.allCases.compactMap { rule in
            rules[rule].map { own in
                let known = own.filter(hooks.contains).joined(separator: ", ")
                return
                    "  - {id: \(rule.rawValue), kind: threshold, power: CHN, node: trade, above: 45, hooks: [\(known)]}"
            }
        }
        return """
            hooks:
            \(lines.joined(separator: "\n"))
            rules:\(list.isEmpty ? " []" : "")
            \(list.joined(separator: "\n"))

            """
    }

    private mutating func load() async throws {
        let loaded = trial.status.loaded
        let plan = try RuleFile.read(text(), name: "r", model: loaded.model, feeds: [])
        await trial.engine.use(loaded, alerts: plan)
        try await trial.engine.recompute(.reload)
        look()
    }

    /// What is true of each alert after an evaluation.
    private mutating func look() {
        for rule in Rule.allCases {
            for country in ["KAZ", "UZB"] {
                let key = Key(rule: rule.rawValue, country: country)
                guard let own = rules[rule] else {
                    alerts[key] = nil
                    continue
                }
                var alert = alerts[key] ?? Alert()
                defer { alerts[key] = alert }
                guard let value = values[country] ?? nil else { continue }
                if value < 45 {
                    (alert.isOpen, alert.isArmed) = (false, true)
                } else if !alert.isOpen, alert.isArmed {
                    if alert.figures[value] == false {
                        alert.isArmed = false
                    } else {
                        // The same incident goes on where its figure is what it was, and while it flaps.
                        if alert.figures[value] == nil, !isFlapping(key) { alert.hooks = own.filter(hooks.contains) }
                        alert.isOpen = true
                        opened += 1
                    }
                }
                if value > 45 { alert.figures[value] = alert.isOpen }
            }
        }
    }

    private func isFlapping(_ key: Key) -> Bool {
        trial.status.alerts.records.contains {
            $0.key.rule == key.rule && $0.key.subject.country?.text == key.country && $0.isFlapping
        }
    }

    // MARK: What happens

    mutating func act() async throws {
        pass(random.pick([1, 5, 30, 300]))
        switch random.pick([0, 0, 0, 0, 0, 0, 0, 0, 1, 2, 2, 3, 4, 5, 6, 7, 8, 8, 8, 8]) {
        case 0: try await importValue()
        case 1: try await restart()
        case 2:
            for rule in Rule.allCases where random.chance(0.5) {
                rules[rule] = random.chance(0.25) ? nil : ["x", "y", "z"].filter { _ in random.chance(0.5) }
            }
            try await load()
        case 3:
            if random.chance(0.5) { hooks.formSymmetricDifference(["y"]) } else { hooks.formSymmetricDifference(["z"]) }
            try await load()
        case 4:
            _ = try await trial.engine.silence(
                AlertMatcher(country: random.pick(["KAZ", "UZB", "*"])),
                until: now.adding(seconds: random.pick([60, 900, 7200])),
                author: Author(user: 0, name: "judge"),
                comment: ""
            )
        case 5:
            if let silence = trial.status.alerts.silences.all.first {
                _ = try await trial.engine.unsilence([silence.id])
            }
        case 6: try await acknowledge()
        case 7: if random.chance(0.3) { try await restore() }
        default: try await deliver(failing: 0.25, most: random.pick([1, 2, 50]))
        }
    }

    private mutating func pass(_ minutes: Int) {
        now = now.adding(seconds: minutes * 60)
        trial.clock.set(to: now)
    }

    private mutating func importValue() async throws {
        let country = random.pick(["KAZ", "UZB"])
        let value: Double?
        switch random.pick([0, 0, 1, 1, 2, 3]) {
        case 0: value = 20 + Double(label) / 1000
        case 1: value = 70 + Double(label) / 1000
        case 2: value = nil
        // A correction back.
        default: value = random.pick(past[country] ?? [20])
        }
        label += 1
        values[country] = value
        // Only what has just been is surely remembered.
        if let value { past[country] = Array(((past[country] ?? []) + [value]).suffix(3)) }
        let row = value.map { "trade,CHN,\(country),2023,\($0)," } ?? "trade,CHN,\(country),2023,,M"
        try await trial.add("indicator,power,country,period,value,status\n\(row)\n")
        try await trial.engine.recompute(.import)
        look()
    }

    private mutating func restart() async throws {
        trial.store.close()
        let folder = trial.folder
        // Somebody has changed the rules meanwhile.
        for rule in Rule.allCases where random.chance(0.3) {
            rules[rule] = random.chance(0.3) ? nil : ["x", "y", "z"].filter { _ in random.chance(0.5) }
        }
        trial = try Trial(alerts: text(), at: now.description, in: folder)
        try await trial.engine.recompute(.start)
        look()
    }

    /// A backup put back at once: nobody has been told anything in between.
    private mutating func restore() async throws {
        label += 1
        let (folder, backup) = (trial.folder, trial.folder["backup-\(label).db"])
        _ = try trial.store.backup(to: backup)
        trial.store.close()
        _ = try Restore.restore(backup, to: folder["influence.db"], owner: nil, floor: 0, now: now)
        trial = try Trial(alerts: text(), at: now.description, in: folder)
        for key in alerts.keys where alerts[key]?.isOpen == false {
            alerts[key]?.isArmed = false
            alerts[key]?.figures = [:]
        }
        try await trial.engine.recompute(.start)
        look()
    }

    private mutating func acknowledge() async throws {
        guard let record = trial.status.alerts.records.first(where: \.state.isOpen), let id = record.incident else {
            return
        }
        try await trial.engine.acknowledge(
            Acknowledgement(
                incident: id,
                key: record.key,
                createdAt: now,
                until: random.pick([nil, now.adding(seconds: 600)]),
                author: Author(user: 0, name: "judge"),
                comment: ""
            )
        )
    }

    // MARK: Delivering

    private mutating func deliver(failing: Double, most: Int) async throws {
        for delivery in try trial.store.dueDeliveries(at: now, limit: most) {
            let outcome = outcome(of: delivery, failing)
            try trial.store.record([DeliveryResult(id: delivery.id, outcome: outcome)], at: now)
        }
        try await trial.engine.settleAlerts()
    }

    private mutating func outcome(of delivery: AlertDelivery, _ failing: Double) -> DeliveryResult.Outcome {
        if delivery.hook == AlertDelivery.journal { return .delivered }
        let pair = "\(delivery.hook) \(delivery.event.incident ?? "")"
        guard hooks.contains(delivery.hook) else {
            lost.insert(pair)
            return .removed
        }
        switch DeliveryService.obstacle(to: delivery, trial.store, trial.status.alerts, now) {
        case .silenced: return .silenced
        case .overtaken: return .overtaken
        case nil: break
        }
        if random.chance(failing) {
            if delivery.attempts + 1 < 2 { return .failed(error: "no", retryAt: now.adding(seconds: 30)) }
            lost.insert(pair)
            return .dead(error: "no", fallback: delivery.hook == "y" && hooks.contains("z") ? "z" : nil)
        }
        deliveries += 1
        let event = delivery.event
        guard let incident = event.incident else { return .delivered }
        let key = Key(rule: event.key.rule, country: event.key.subject.country?.text ?? "")
        switch event.kind {
        case .firing, .repeat, .noData, .dataBack: pictures[delivery.hook, default: [:]][incident] = key
        case .resolved: pictures[delivery.hook, default: [:]][incident] = nil
        case .flapping, .held: break
        }
        return .delivered
    }

    // MARK: At rest

    /// No silence, no flapping, nothing on its way.
    mutating func rest() async throws {
        for silence in trial.status.alerts.silences.all { _ = try await trial.engine.unsilence([silence.id]) }
        for _ in 0..<3 {
            pass(2 * 1440)
            try await trial.engine.evaluateAlerts()
            for _ in 0..<20 where try trial.store.deliveryCounts().waiting > 0 {
                pass(1)
                try await deliver(failing: 0, most: 1000)
            }
        }
        #expect(try trial.store.deliveryCounts().waiting == 0)
        look()
    }

    func judge() throws {
        let states = Dictionary(
            trial.status.alerts.records.map { record in
                (Key(rule: record.key.rule, country: record.key.subject.country?.text ?? ""), record)
            }
        ) { first, _ in first }
        for (key, alert) in alerts {
            let record = states[key]
            #expect((record?.state.isOpen ?? false) == alert.isOpen, "\(key) \(alert) \(String(describing: record))")
        }
        for hook in ["x", "y", "z"] {
            let open = pictures[hook] ?? [:]
            for (incident, key) in open where !lost.contains("\(hook) \(incident)") {
                #expect(alerts[key]?.isOpen == true, "\(hook) believes that \(key) is open")
                #expect(states[key]?.incident == incident, "\(hook) believes in another incident of \(key)")
            }
            for (key, alert) in alerts where alert.isOpen && alert.hooks.contains(hook) && hooks.contains(hook) {
                guard let incident = states[key]?.incident, !lost.contains("\(hook) \(incident)") else { continue }
                #expect(open[incident] == key, "\(hook) does not know that \(key) is open")
            }
        }
    }
}
