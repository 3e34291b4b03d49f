import Foundation
import InfluenceAlerts
import InfluenceModel
import InfluenceModelFiles
import InfluenceStore
import InfluenceTestKit
import Testing

@testable import InfluenceEngine
@testable import InfluenceHost

/// Random things that happen to one installation, what is true after them, and what its hooks are told: by the store and the
/// engine as they are, killed between any two transactions.
struct JudgedHistory {
    private var random: SplitMix
    private var trial: Trial
    private var rules: [Rule: [String]] = [:]
    private var hooks: Set<String> = ["x", "y", "z"]
    /// What hooks' events are grouped by, and how long the first one waits.
    private var groupings: [String: (by: String, wait: String)] = ["x": ("rule", "30s"), "z": ("", "1min")]
    private var now: Instant
    private var label = 0
    private let keeper: TemporaryFolder
    private var model = TrialModel.text
    private(set) var opened = 0
    private(set) var kills = 0
    private(set) var restores = 0
    /// What may happen, as often as it stands here.
    private let choices: [Int]
    private(set) var receivers = JudgedReceivers()

    // MARK: The truth

    private enum Rule: String, CaseIterable, Hashable { case first, second }

    private typealias Key = JudgedReceivers.Key

    private struct Alert {
        var isOpen = false
        var isArmed = true
        var hooks: [String] = []
        /// Of what was open in the database before, until it is looked at: those who knew.
        var inherited: [String]?
        /// Figures that met it, with whether it was open then.
        var figures: [Double: Bool] = [:]
    }

    private var alerts: [Key: Alert] = [:]
    private var values: [String: Double?] = ["KAZ": 20, "UZB": 20]
    private var past: [String: [Double]] = ["KAZ": [20], "UZB": [20]]

    /// What was true when a copy of the database was made.
    private struct Backup {
        let path: String
        let alerts: [Key: Alert]
        let values: [String: Double?]
        let past: [String: [Double]]
    }

    private var backup: Backup?

    /// Everything, and seldom a restore.
    static let everything = [0, 0, 0, 0, 0, 0, 0, 0, 1, 2, 2, 3, 4, 4, 5, 6, 7, 8, 9, 10, 11, 12, 12, 12, 12]
    /// Backups and restores above all, by a clock that is set now and then.
    static let restoring = [0, 0, 0, 0, 0, 1, 4, 4, 5, 6, 7, 7, 7, 7, 9, 11, 12, 12, 12, 12, 13, 13]

    init(_ seed: UInt64, _ choices: [Int] = everything) async throws {
        self.choices = choices
        random = SplitMix(seed)
        now = try instant("2024-03-15")
        trial = try Trial(at: "2024-03-15")
        // Whatever kills it, the folder of the first one is where backups are.
        keeper = trial.folder
        rules = [.first: ["x", "y"], .second: ["y"]]
        try await trial.add("trade,CHN,KAZ,2023,20\ntrade,CHN,UZB,2023,20\n")
        try await load()
    }

    private func text() -> String {
        let lines = hooks.sorted().map { name in
            let group = groupings[name].map { ", group: {by: [\($0.by)], wait: \($0.wait)}" } ?? ""
            let fallback = name == "y" && hooks.contains("z") ? ", fallback: z" : ""
            return "  \(name): {kind: exec, command: [/bin/true], max_attempts: 2\(group)\(fallback)}"
        }
        let list = Rule.allCases.compactMap { rule in
            rules[rule].map { own in
                let known = own.filter(hooks.contains).joined(separator: ", ")
                return
                    "  - {id: \(rule.rawValue), kind: threshold, power: CHN, node: trade, above: 45, hooks: [\(known)], "
                    + "flap_limit: \(rule == .first ? 5 : 2)}"
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
        let loaded = try ModelFiles.load(sources: [ModelSource(name: "trial.yaml", text: model)])
        let plan = try RuleFile.read(text(), name: "r", model: loaded.model, feeds: [])
        await trial.engine.use(loaded, alerts: plan)
        if random.chance(0.1) { return try await kill() }
        try await trial.engine.recompute(.reload)
        look()
    }

    /// What is true of each alert after an evaluation.
    private mutating func look() {
        for rule in Rule.allCases {
            for country in ["KAZ", "UZB"] {
                let key = Key(rule.rawValue, country)
                guard let own = rules[rule] else {
                    alerts[key] = nil
                    continue
                }
                var alert = alerts[key] ?? Alert()
                defer { alerts[key] = alert }
                let inherited = alert.inherited
                alert.inherited = nil
                guard let value = values[country] ?? nil else { continue }
                if value < 45 {
                    (alert.isOpen, alert.isArmed) = (false, true)
                } else if let inherited {
                    (alert.isOpen, alert.isArmed, alert.hooks) = (true, true, inherited)
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
        switch random.pick(choices) {
        case 0: try await importValue()
        case 1: try await restart()
        case 2:
            for rule in Rule.allCases where random.chance(0.5) {
                rules[rule] = random.chance(0.25) ? nil : ["x", "y", "z"].filter { _ in random.chance(0.5) }
            }
            try await load()
        case 3:
            hooks.formSymmetricDifference([random.pick(["y", "z"])])
            try await load()
        case 4:
            _ = try await trial.engine.silence(
                AlertMatcher(country: random.pick(["KAZ", "UZB", "*"])),
                until: .at(now.adding(seconds: random.pick([60, 900, 7200]))),
                author: Author(user: 0, name: "judge"),
                comment: ""
            )
        case 5:
            if let silence = trial.status.alerts.silences.all.first {
                _ = try await trial.engine.unsilence([silence.id])
            }
        case 6: try await acknowledge()
        case 7: try await putBack()
        case 8:
            // Another definition of what no rule looks at, which holds nothing.
            model = TrialModel.text.replacing("weight: 3", with: "weight: \(random.pick([2, 3, 4]))")
            try await load()
        case 9: try await kill()
        case 10:
            let name = random.pick(["x", "y", "z"])
            let choices: [(by: String, wait: String)?] = [
                nil, ("rule, country", "30s"), ("", "0s"), ("country", "10min"),
            ]
            groupings[name] = random.pick(choices)
            try await load()
        case 11: _ = try await trial.engine.retryDeliveries(hook: nil)
        case 13:
            // By less than what the next thing takes, so that it never is behind what was recorded.
            now = now.adding(seconds: random.pick([-50, 50]))
            trial.clock.step(to: now)
            await trial.engine.lookAtClock()
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
        if random.chance(0.05) { return try await kill() }
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
        try await start(in: folder)
    }

    private mutating func start(in folder: TemporaryFolder) async throws {
        // The machine goes on, or was started anew as well.
        let clock = label.isMultiple(of: 5) ? TestClock(now) : trial.clock.restarted()
        trial = try Trial(model: model, alerts: text(), in: folder, clock: clock)
        try await trial.engine.recompute(.start)
        look()
    }

    /// What is on disk at this moment, and nothing else, is what the next daemon finds.
    private mutating func kill() async throws {
        kills += 1
        let folder = try TemporaryFolder()
        for suffix in ["", "-wal"] {
            let file = "influence.db" + suffix
            guard FileManager.default.fileExists(atPath: trial.folder[file]) else { continue }
            try FileManager.default.copyItem(atPath: trial.folder[file], toPath: folder[file])
        }
        try await start(in: folder)
    }

    /// A backup is made, or the last one put back: what has happened since then is known to those who were told.
    private mutating func putBack() async throws {
        guard let last = backup, random.chance(0.5) else {
            label += 1
            let path = keeper["backup-\(label).db"]
            _ = try trial.store.backup(to: path)
            backup = Backup(path: path, alerts: alerts, values: values, past: past)
            return
        }
        restores += 1
        let folder = trial.folder
        let open = alerts.filter(\.value.isOpen)
        trial.store.close()
        _ = try Restore.restore(last.path, to: folder["influence.db"], owner: nil, floor: 0, now: now)
        (alerts, values, past) = (last.alerts, last.values, last.past)
        for key in alerts.keys where alerts[key]?.isOpen == false {
            alerts[key]?.isArmed = false
            alerts[key]?.figures = [:]
        }
        for (key, before) in open where alerts[key]?.isOpen != true {
            alerts[key] = Alert(isArmed: false, inherited: before.hooks)
        }
        try await start(in: folder)
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

    /// - Parameter failing: how likely an attempt fails; what never fails is never killed either.
    private mutating func deliver(failing: Double, most: Int) async throws {
        for handover in try take(most) {
            guard try await hand(over: handover, failing) else { return }
        }
        try await trial.engine.settleAlerts()
    }

    /// What the dispatcher would begin with as many lanes.
    private mutating func take(_ most: Int) throws -> [Handover] {
        let configured = trial.status.alerts.hooks
        let grouped = configured.filter { $0.grouping != nil }
        var taken = try trial.store.dueHandovers(at: now, grouped: Set(grouped.map(\.name)), limit: most)
        for hook in grouped {
            guard let grouping = hook.grouping else { continue }
            let waiting = try trial.store.waitingDeliveries(for: hook.name, at: now, limit: 1000)
            let forming = GroupForming(waiting, to: hook.name, grouping, at: now)
            for ids in forming.ripe.prefix(most) {
                let closed = forming.close(try trial.store.deliveries(ids), obstacle: obstacle, bytes: { _ in 1 })
                for (delivery, obstacle) in closed.keptBack { try note([delivery], outcome(of: obstacle)) }
                if let handover = closed.handover { taken.append(handover) }
            }
        }
        return taken
    }

    private func obstacle(_ delivery: AlertDelivery) -> DeliveryActions.Obstacle? {
        DeliveryService.obstacle(to: delivery, trial.store, trial.status.alerts, now)
    }

    private func outcome(of obstacle: DeliveryActions.Obstacle) -> DeliveryResult.Outcome {
        switch obstacle {
        case .silenced: .silenced
        case .overtaken: .overtaken
        }
    }

    private func note(_ deliveries: [AlertDelivery], _ outcome: DeliveryResult.Outcome) throws {
        try trial.store.record(deliveries.map { DeliveryResult(id: $0.id, outcome: outcome) }, at: now)
    }

    /// - Returns: `false` where it was killed in the midst of it.
    private mutating func hand(over handover: Handover, _ failing: Double) async throws -> Bool {
        let deliveries = handover.deliveries
        if handover.hook == AlertDelivery.journal {
            try note(deliveries, .delivered)
            return true
        }
        guard hooks.contains(handover.hook) else {
            receivers.lose(handover)
            try note(deliveries, .removed)
            return true
        }
        if handover.group == nil, let delivery = deliveries.first, let obstacle = obstacle(delivery) {
            try note(deliveries, outcome(of: obstacle))
            return true
        }
        if !handover.isBegun { try trial.store.begin([handover], at: now) }
        if failing > 0, random.chance(0.04) { return try await killed() }
        let fails = random.chance(failing)
        // Of an attempt that failed nobody knows whether it arrived.
        if !fails || random.chance(0.3) { receivers.hear(handover) }
        if failing > 0, random.chance(0.04) { return try await killed() }
        if !fails {
            try note(deliveries, .delivered)
        } else if handover.attempts + 1 < 2 {
            try note(deliveries, .failed(error: "no", retryAt: now.adding(seconds: 30)))
        } else {
            receivers.lose(handover)
            try note(deliveries, .dead(error: "no", fallback: handover.hook == "y" && hooks.contains("z") ? "z" : nil))
        }
        if failing > 0, random.chance(0.04) { return try await killed() }
        return true
    }

    private mutating func killed() async throws -> Bool {
        try await kill()
        return false
    }

    // MARK: At rest

    /// No silence, no flapping, nothing on its way.
    mutating func rest() async throws {
        for silence in trial.status.alerts.silences.all { _ = try await trial.engine.unsilence([silence.id]) }
        for _ in 0..<3 {
            pass(2 * 1440)
            try await trial.engine.evaluateAlerts()
            for _ in 0..<40 where try trial.store.deliveryCounts().waiting > 0 {
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
                (Key(record.key), record)
            }
        ) { first, _ in first }
        for (key, alert) in alerts {
            let record = states[key]
            #expect((record?.state.isOpen ?? false) == alert.isOpen, "\(key) \(alert) \(String(describing: record))")
        }
        for hook in ["x", "y", "z"] {
            let open = receivers.open[hook] ?? [:]
            for (incident, key) in open where !receivers.isLost(hook, incident) {
                #expect(alerts[key]?.isOpen == true, "\(hook) believes that \(key) is open")
                #expect(states[key]?.incident == incident, "\(hook) believes in another incident of \(key)")
            }
            // Of whoever tells alerts apart by rule and country alone the last that he was handed is the truth.
            for (key, isOpen) in receivers.standing[hook] ?? [:] where !receivers.isDoubtful(hook, key) {
                #expect(isOpen == open.values.contains(key), "\(hook) takes \(key) for \(isOpen ? "open" : "over")")
            }
            for (key, alert) in alerts where alert.isOpen && alert.hooks.contains(hook) && hooks.contains(hook) {
                guard let incident = states[key]?.incident, !receivers.isLost(hook, incident) else { continue }
                #expect(open[incident] == key, "\(hook) does not know that \(key) is open")
            }
        }
        // What is told of an incident between two looks at its alert is counted on with the rest.
        var last: [String: Int] = [:]
        for event in try trial.store.alertEvents(limit: 100_000).reversed() {
            guard let incident = event.incident else { continue }
            #expect(event.sequence > last[incident] ?? 0, "\(event.id) of \(incident): \(event.sequence)")
            last[incident] = event.sequence
        }
    }
}
