import InfluenceAlerts
import InfluenceModel
import InfluenceModelFiles
import InfluenceStore
import InfluenceTestKit
import Testing

@testable import InfluenceEngine
@testable import InfluenceHost

/// A small installation whose hooks hear everything that reaches them, by the store and the engine as they are. The data are
/// China's and Russia's trade with Kazakhstan in 2023.
struct Desk {
    struct Heard {
        let hook: String
        let event: AlertEvent
    }

    private(set) var trial: Trial
    private(set) var heard: [Heard] = []
    /// Hooks that take nothing: at the first failure a delivery is given up.
    var failing: Set<String> = []
    private var rules: String
    private let model: String

    init(_ rules: String, _ rows: String = "trade,CHN,KAZ,2023,20\ntrade,RUS,KAZ,2023,40\n") async throws {
        self.rules = rules
        model = TrialModel.text
        trial = try Trial(model: model, alerts: rules, at: "2024-03-01")
        if !rows.isEmpty { try await trial.add(rows) }
        try await trial.engine.recompute(.start)
        try await deliver()
    }

    // MARK: What happens

    mutating func pass(hours: Int) async throws {
        trial.clock.set(to: trial.clock.now().adding(seconds: hours * 3600))
        if let due = trial.status.alerts.due, due <= trial.clock.now() { try await trial.engine.evaluateAlerts() }
        try await deliver()
    }

    /// An hour later.
    mutating func add(_ rows: String, isDelivered: Bool = true) async throws {
        trial.clock.set(to: trial.clock.now().adding(seconds: 3600))
        try await trial.add(rows)
        try await trial.engine.recompute(.import)
        if isDelivered { try await deliver() }
    }

    mutating func set(_ china: Double, isDelivered: Bool = true) async throws {
        try await add("trade,CHN,KAZ,2023,\(china)\n", isDelivered: isDelivered)
    }

    /// A run without news.
    mutating func beat(isDelivered: Bool = true) async throws {
        trial.clock.set(to: trial.clock.now().adding(seconds: 3600))
        try await trial.engine.recompute(.schedule)
        if isDelivered { try await deliver() }
    }

    /// Everything of Kazakhstan is kept from hooks.
    func silence(hours: Int) async throws {
        _ = try await trial.engine.silence(
            AlertMatcher(country: "KAZ"),
            until: .at(trial.clock.now().adding(seconds: hours * 3600)),
            author: Author(user: 0, name: "test"),
            comment: ""
        )
    }

    /// - Parameter isDown: whether the rules change while the daemon is down, and not by a reload.
    mutating func use(
        _ rules: String,
        isDown: Bool = false,
        model: String? = nil,
        isDelivered: Bool = true
    ) async throws {
        self.rules = rules
        guard isDown else {
            let text = model ?? self.model
            let loaded = try ModelFiles.load(sources: [ModelSource(name: "trial.yaml", text: text)])
            let plan = try RuleFile.read(rules, name: "r", model: loaded.model, feeds: [])
            await trial.engine.use(loaded, alerts: plan)
            try await trial.engine.recompute(.reload)
            if isDelivered { try await deliver() }
            return
        }
        try await restart()
    }

    mutating func restart() async throws {
        let (folder, now) = (trial.folder, trial.clock.now().description)
        trial.store.close()
        trial = try Trial(model: model, alerts: rules, at: now, in: folder)
        try await trial.engine.recompute(.start)
        try await deliver()
    }

    // MARK: Delivering

    /// Until nothing waits any more.
    mutating func deliver() async throws {
        while true {
            let standing = trial.status.alerts
            let now = trial.clock.now()
            let due = try trial.store.dueHandovers(at: now, limit: 1_000).flatMap(\.deliveries)
            if due.isEmpty { return }
            for delivery in due {
                try trial.store.record(
                    [DeliveryResult(id: delivery.id, outcome: outcome(of: delivery, standing))],
                    at: now
                )
            }
            try await trial.engine.settleAlerts()
        }
    }

    private mutating func outcome(of delivery: AlertDelivery, _ standing: AlertStanding) -> DeliveryResult.Outcome {
        if delivery.hook != AlertDelivery.journal {
            guard let hook = standing.hooks.first(where: { $0.name == delivery.hook }) else { return .removed }
            switch DeliveryService.obstacle(to: delivery, trial.store, standing, trial.clock.now()) {
            case .silenced: return .silenced
            case .overtaken: return .overtaken
            case nil: break
            }
            if failing.contains(hook.name) { return .dead(error: "no", fallback: hook.fallback) }
        }
        heard.append(Heard(hook: delivery.hook, event: delivery.event))
        return .delivered
    }

    // MARK: What was heard

    func kinds(_ hook: String, of rule: String = "r") -> [String] {
        heard.filter { $0.hook == hook && $0.event.key.rule == rule }.map(\.event.kind.rawValue)
    }

    /// The incidents that a hook believes to be open.
    func open(_ hook: String) -> Set<String> {
        var open: Set<String> = []
        for event in heard.filter({ $0.hook == hook }).map(\.event) {
            guard let incident = event.incident else { continue }
            switch event.kind {
            case .firing, .noData, .dataBack, .repeat: open.insert(incident)
            case .resolved: open.remove(incident)
            case .flapping, .held: break
            }
        }
        return open
    }
}
