import InfluenceModel

@testable import InfluenceStore
import InfluenceTestKit

extension AlertKey {
    static func of(_ rule: String, _ country: CountryID = "KAZ", _ power: PowerID = "CHN") -> AlertKey {
        AlertKey(rule: rule, subject: AlertSubject(country: country, power: power, node: "index"))
    }
}

extension AlertEvent {
    static func of(
        _ id: String,
        _ kind: AlertEventKind,
        incident: String?,
        key: AlertKey = .of("high"),
        at: Instant = .at(10)
    ) -> AlertEvent {
        AlertEvent(
            id: id,
            key: key,
            kind: kind,
            sequence: 1,
            at: at,
            state: kind == .resolved ? .inactive : .firing,
            incident: incident,
            severity: .warning,
            labels: [AlertLabel("team", "eurasia")],
            value: 61.5,
            previous: 59,
            period: .month(601),
            low: 60,
            high: 63,
            modelHash: "a",
            summary: "CHN in KAZ is above 60",
            reason: nil,
            contributions: [AlertContribution(node: "trade_share", group: "data", points: 2.5)]
        )
    }

    static func firing(_ id: String, key: AlertKey = .of("high"), at: Instant = .at(10)) -> AlertEvent {
        .of(id, .firing, incident: id, key: key, at: at)
    }

    func with(run: Int64?) -> AlertEvent {
        var event = self
        event.run = run
        return event
    }
}

extension AlertChanges {
    static func of(_ events: [AlertEvent], hooks: [String] = ["mail"]) -> AlertChanges {
        AlertChanges(
            records: [],
            removed: [],
            events: events,
            hooks: Dictionary(events.map { ($0.id, hooks) }) { first, _ in first }
        )
    }
}

extension SplitMix {
    private mutating func maybe<T>(_ value: (inout SplitMix) -> T) -> T? {
        below(3) == 0 ? nil : value(&self)
    }

    mutating func text() -> String {
        let parts = ["a", "Ü", "'", "\0", "*", "[", " ", "\n", "日本", "e\u{301}", "%", "\"", "🇰🇿"]
        return (0..<below(6)).map { _ in pick(parts) }.joined()
    }

    mutating func figure() -> Double {
        pick([0, -1.5, 61.25, 1e-300, .pi, .greatestFiniteMagnitude, .leastNonzeroMagnitude, -1e17, 3])
    }

    mutating func instant() -> Instant {
        Instant(microseconds: Int64(below(1 << 30)) * 1_234_567 - 1_000_000_000_000)
    }

    mutating func key() -> AlertKey {
        func id(_ random: inout SplitMix) -> String { random.pick(["KAZ", "a b", "Ü'", "RUS+CHN", "x\0y"]) }
        return AlertKey(
            rule: "rule-\(below(50))",
            subject: AlertSubject(
                country: maybe { CountryID(id(&$0)) },
                power: maybe { PowerID(id(&$0)) },
                counterpart: maybe { PowerID(id(&$0)) },
                node: maybe { NodeID(id(&$0)) },
                feed: maybe { id(&$0) }
            )
        )
    }

    mutating func record() -> AlertRecord {
        var record = AlertRecord(key: key(), fingerprint: text(), since: instant())
        record.state = pick(AlertState.allCases)
        record.activeSince = maybe { $0.instant() }
        record.recoveringSince = maybe { $0.instant() }
        record.incident = maybe { $0.text() }
        record.dataPeriods = below(1000)
        record.dataPeriod = maybe { .month($0.below(600)) }
        record.isArmed = below(2) == 0
        record.transitions = (0..<below(5)).map { _ in instant() }
        record.isFlapping = below(2) == 0
        record.baseline = maybe { random in
            AlertBaseline(
                value: random.figure(),
                coverage: random.figure(),
                counterCoverage: random.maybe { $0.figure() },
                basis: random.text()
            )
        }
        record.hold = maybe { random in
            AlertHold(
                cause: random.pick(AlertHold.Cause.allCases),
                since: random.instant(),
                value: random.figure(),
                reason: random.text()
            )
        }
        record.hold?.event = maybe { $0.text() }
        record.hold?.isAccepted = below(2) == 0
        record.basis = maybe { $0.text() }
        record.figures = (0..<below(AlertFigure.kept)).map { _ in
            AlertFigure(
                signature: figure().bitPattern,
                dataPeriod: maybe { .month($0.below(600)) },
                wasOpen: below(2) == 0
            )
        }
        record.sequence = below(1 << 30)
        return record
    }

    mutating func event(_ id: String) -> AlertEvent {
        AlertEvent(
            id: id,
            key: key(),
            kind: pick(AlertEventKind.allCases),
            sequence: below(1 << 30),
            at: instant(),
            state: pick(AlertState.allCases),
            incident: maybe { $0.text() },
            severity: pick(AlertSeverity.allCases),
            labels: (0..<below(4)).map { _ in AlertLabel(text(), text()) },
            value: maybe { $0.figure() },
            previous: maybe { $0.figure() },
            unit: text(),
            data: maybe { $0.span() },
            previousData: maybe { $0.span() },
            period: maybe { .month($0.below(600)) },
            low: maybe { $0.figure() },
            high: maybe { $0.figure() },
            modelHash: text(),
            summary: text(),
            reason: maybe { $0.text() },
            breaks: (0..<below(4)).map { _ in seriesBreak() },
            contributions: (0..<below(4)).map { _ in
                AlertContribution(node: NodeID(text()), group: text(), points: figure())
            },
            unexplained: maybe { $0.text() }
        )
    }

    private mutating func seriesBreak() -> AlertBreak {
        let kind: SeriesBreak.Kind =
            switch below(3) {
            case 0: .reporter(from: text(), to: text())
            case 1: .source(from: NodeID(text()), to: NodeID(text()))
            default: .status(.month(below(600)))
            }
        return AlertBreak(
            power: PowerID(text()),
            country: CountryID(text()),
            found: SeriesBreak(indicator: NodeID(text()), kind: kind, since: .month(below(600)))
        )
    }

    private mutating func span() -> DataSpan {
        DataSpan(from: Day(clamping: below(20_000) - 500), to: Day(clamping: below(30_000)))
    }
}

extension Store {
    /// What is due, each event by itself.
    func dueDeliveries(
        at now: Instant,
        excluding: Set<Int64> = [],
        except hooks: Set<String> = [],
        limit: Int = 100
    ) throws(StoreError) -> [AlertDelivery] {
        try dueHandovers(at: now, excluding: excluding, except: hooks, limit: limit).flatMap(\.deliveries)
    }
}

extension Incident {
    /// Opened at 10 and, where it is over, ended at 20.
    static func of(_ id: String, _ rule: String, _ truth: Incident.Truth = .firing) -> Incident {
        var incident = Incident(
            id: id,
            key: .of(rule),
            modelHash: "m",
            severity: .critical,
            labels: [AlertLabel("team", "x")],
            phrase: "index of CHN in KAZ is above 60",
            openedAt: .at(10),
            truth: truth
        )
        incident.sequence = 3
        if truth == .ended { incident.endedAt = .at(20) }
        return incident
    }
}
