import InfluenceAlerts
import InfluenceModel
import InfluenceStore
import InfluenceTestKit
import Testing

@testable import InfluenceEngine

/// A year of hourly runs with coverage that jumps, reporters that change, flapping and silences, against a reference that
/// shares nothing with the daemon but the rows: it computes the figures by hand, and what is told from the sentences of the
/// rule file's reference.
@Suite(.timeLimit(.minutes(20))) struct HoldYearTests {
    static let rules = """
        hooks:
          x: {kind: exec, command: [/bin/true]}
          y: {kind: exec, command: [/bin/true]}
        defaults: {max_coverage_change: 0.3, flap_limit: off}
        rules:
          - {id: level, kind: threshold, node: trade, above: 60, clear: 57, for: 36h, keep_firing_for: 12h, hooks: [x]}
          - {id: high, kind: threshold, node: index, above: 55, clear: 54.5, repeat_interval: 6d, flap_limit: 3, flap_window: 18d, hooks: [x, y], tell_held: true, severity: critical}
          - {id: low, kind: threshold, node: loans, below: 45, clear: 46, on_no_data: resolve, repeat_interval: 3d, flap_limit: 2, flap_window: 10d, hooks: [y]}
          - {id: lead, kind: overtake, by: CHN, of: RUS, node: index, margin: 2, hooks: [x, y]}
          - {id: pass, kind: overtake, by: CHN, of: [RUS, EUU], node: trade, max_coverage_change: off, tell_held: true, flap_limit: 2, flap_window: 12d, hooks: [y], severity: critical}
          - {id: first, kind: rank, node: index, to: 1, hooks: [x], severity: critical}
          - {id: from, kind: rank, node: trade, from: 1, hooks: [y], startup: fire}
          - {id: moved, kind: change, node: index, by: 12, window: P3M, clear: 8, repeat_interval: 9d, hooks: [x]}
          - {id: twice, kind: threshold, node: index, above: 52, clear: 51, periods: 2, max_coverage_change: off, hooks: [x]}
          - {id: gone, kind: threshold, node: loans, above: 62, clear: 60, on_no_data: fire, for: 1d, hooks: [y]}
          - {id: old, kind: stale, indicator: trade, after: P45D, hooks: [x]}

        """

    @Test func `Every event, and everybody who hears it, is what the sentences say`() async throws {
        let year = try await Year(seed: 3)
        let (told, expected) = (try year.told(), year.expected())
        let (missing, surplus) = (expected.subtracting(told).sorted(), told.subtracting(expected).sorted())
        #expect(missing.isEmpty, "not told: \(missing.prefix(12))")
        #expect(surplus.isEmpty, "told without need: \(surplus.prefix(12))")
        // Otherwise all this would prove little.
        var kinds: [AlertEventKind: Int] = [:]
        for event in try year.trial.store.alertEvents(limit: 100_000) { kinds[event.kind, default: 0] += 1 }
        for kind in AlertEventKind.allCases { #expect(kinds[kind, default: 0] >= 3, "\(kinds)") }
        for hook in ["x", "y"] {
            for state in [AlertDelivery.State.delivered, .silenced] {
                let count = try year.trial.store.deliveries(state: state, hook: hook, limit: 100_000).count
                #expect(count >= 5, "\(hook) \(state): \(count)")
            }
        }
    }
}

/// A year that is played to the engine and to the reference.
private struct Year {
    private(set) var trial: Trial
    private var world: YearWorld
    private var watched: [(key: AlertKey, severity: AlertSeverity, telling: ReferenceTelling)] = []
    private var silences: [KnownSilence] = []
    private var random: SplitMix

    /// What is kept from hooks: alerts that agree in every part that is there.
    private struct KnownSilence {
        let id: Int64
        /// How their rule begins.
        let rule: String?
        let country: CountryID?
        let power: PowerID?
        let severity: AlertSeverity?
        var until: Instant

        func covers(_ key: AlertKey, _ severity: AlertSeverity, at now: Instant) -> Bool {
            let subject = key.subject
            if now >= until || rule.map({ !key.rule.hasPrefix($0) }) ?? false { return false }
            if let power, power != subject.power, power != subject.counterpart { return false }
            return (country ?? subject.country) == subject.country && (self.severity ?? severity) == severity
        }
    }

    init(seed: UInt64) async throws {
        trial = try Trial(model: YearWorld.model, alerts: HoldYearTests.rules, at: "2024-01-01T00:30:00Z")
        world = YearWorld(seed: seed)
        random = SplitMix(seed &+ 1_000)
        for rule in trial.status.alerts.rules {
            for key in rule.alerts {
                watched.append((key, rule.rule.severity, ReferenceTelling(rule.rule, key.subject)))
            }
        }
        let start = trial.clock.now()
        for hour in 0..<8760 {
            trial.clock.set(to: start.adding(seconds: hour * 3600))
            try await play(hour)
        }
    }

    private mutating func play(_ hour: Int) async throws {
        let now = trial.clock.now()
        let month = YearWorld.month(of: now.day)
        if hour == 0 {
            try await trial.add(world.beginning(before: month))
        } else if random.chance(1 / 48) {
            let rows = world.news(hour: hour, in: month)
            if !rows.isEmpty { try await trial.add(rows) }
        }
        try await trial.engine.recompute(.schedule)
        look(world, month, now)
        try await deliver()
        if random.chance(1 / 200) { try await silence(now, month) }
        // A restart now and then: it tells nothing by itself and forgets nothing.
        if hour % 3000 == 2999 {
            let folder = trial.folder
            trial.store.close()
            trial = try Trial(model: YearWorld.model, alerts: HoldYearTests.rules, at: now.description, in: folder)
        }
    }

    private mutating func look(_ world: YearWorld?, _ month: Int, _ now: Instant) {
        for place in watched.indices {
            let (key, severity) = (watched[place].key, watched[place].severity)
            let isSilenced = silences.contains { $0.covers(key, severity, at: now) }
            watched[place].telling.look(at: world, month, now, isSilenced: isSilenced)
        }
    }

    /// What a dispatcher does with hooks that take everything.
    private func deliver() async throws {
        let now = trial.clock.now()
        while try trial.store.nextDelivery() != nil {
            let due = try trial.store.dueDeliveries(at: now)
            if due.isEmpty { return }
            var results: [DeliveryResult] = []
            for delivery in due {
                var outcome = DeliveryResult.Outcome.delivered
                if delivery.hook != AlertDelivery.journal {
                    #expect(try trial.store.obsolescence(of: delivery) == nil)
                    if trial.status.alerts.obstacle(to: delivery.event, at: now) != nil { outcome = .silenced }
                }
                results.append(DeliveryResult(id: delivery.id, outcome: outcome))
            }
            try trial.store.record(results, at: now)
            try await trial.engine.settleAlerts()
        }
    }

    /// Begins a silence, or ends or extends those of a kind.
    private mutating func silence(_ now: Instant, _ month: Int) async throws {
        let author = Author(user: 0, name: "test")
        let until = now.adding(seconds: Int.random(in: 3600...(20 * 86_400), using: &random))
        switch Int.random(in: 0..<5, using: &random) {
        case 0:
            // Whatever is silenced of a country.
            let country = random.pick(YearWorld.countries)
            let chosen = silences.indices.filter { silences[$0].country == country && silences[$0].until > now }
            for place in chosen { silences[place].until = now }
            _ = try await trial.engine.unsilence(chosen.map { silences[$0].id })
            look(nil, month, now)
            try await deliver()
        case 1:
            // Whatever is silenced of powers.
            let chosen = silences.indices.filter { silences[$0].power != nil && silences[$0].until > now }
            for place in chosen { silences[place].until = max(silences[place].until, until) }
            _ = try await trial.engine.extend(chosen.map { silences[$0].id }, until: .at(until), by: author)
        default:
            let rule: String? = random.pick([nil, nil, "l", "pass", "first", "high"])
            let country: CountryID? = random.pick([nil] + YearWorld.countries)
            let power: PowerID? = random.pick([nil, nil] + YearWorld.powers)
            let severity: AlertSeverity? = random.pick([nil, nil, .critical])
            let matcher = AlertMatcher(
                rule: rule.map { $0 + "*" },
                country: country?.text,
                power: power?.text,
                severity: severity
            )
            let made = try await trial.engine.silence(matcher, until: .at(until), author: author, comment: "")
            silences.append(
                KnownSilence(
                    id: made.0.id,
                    rule: rule,
                    country: country,
                    power: power,
                    severity: severity,
                    until: until
                )
            )
        }
    }

    // MARK: What is compared

    func expected() -> Set<String> {
        Set(
            watched.flatMap { watched in
                watched.telling.told.map { told in
                    "\(watched.key): \(told.at) \(told.kind.rawValue) \(told.state?.rawValue ?? "-") \(told.who)"
                }
            }
        )
    }

    func told() throws -> Set<String> {
        var told: [String] = try trial.store.alertEvents(limit: 100_000).map {
            "\($0.key): \($0.at) \($0.kind.rawValue) \($0.state.rawValue) journal"
        }
        for hook in ["x", "y"] {
            told += try trial.store.deliveries(state: .delivered, hook: hook, limit: 100_000).map {
                "\($0.event.key): \($0.event.at) \($0.event.kind.rawValue) - \(hook)"
            }
        }
        #expect(Set(told).count == told.count, "the same twice")
        return Set(told)
    }
}
