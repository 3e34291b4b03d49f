import InfluenceAlerts
import InfluenceModel
import InfluenceTestKit
import Testing

@testable import InfluenceEngine

@Suite struct SilenceIndexTests {
    private static func at(_ second: Int) -> Instant { Instant(seconds: second) }

    private func silence(_ id: Int64, _ matcher: AlertMatcher, until: Int = 100, from: Int = 0) -> Silence {
        Silence(
            id: id,
            matcher: matcher,
            createdAt: Self.at(from),
            until: Self.at(until),
            endedAt: nil,
            author: Author(user: 0, name: "root"),
            comment: ""
        )
    }

    /// What the index must find, looked for one after the other.
    private func slow(
        _ silences: [Silence],
        _ key: AlertKey,
        _ severity: AlertSeverity,
        _ labels: [AlertLabel],
        _ now: Instant
    ) -> Silence? {
        silences.filter { $0.isActive(at: now) && $0.matcher.matches(key, severity: severity, labels: labels) }
            .max { $0.end < $1.end }
    }

    private func pick<Element>(_ elements: [Element], _ random: inout SplitMix) -> Element? {
        elements.randomElement(using: &random)
    }

    @Test func `Whatever silences name, the index finds the one that looking at all of them finds`() {
        var random = SplitMix(7)
        let names = ["a", "ab", "abc", "b", "Ü"]
        func pattern(_ random: inout SplitMix) -> String? {
            Int.random(in: 0..<2, using: &random) == 0 ? nil : pick(names + ["*", "a*", "?b", "*c"], &random)
        }
        func name(_ random: inout SplitMix) -> String { pick(names, &random) ?? "a" }
        for _ in 0..<60 {
            let silences = (0..<Int.random(in: 0..<30, using: &random)).map { number in
                silence(
                    Int64(number),
                    AlertMatcher(
                        rule: pattern(&random),
                        country: pattern(&random),
                        power: pattern(&random),
                        node: pattern(&random),
                        severity: Int.random(in: 0..<4, using: &random) == 0
                            ? pick(AlertSeverity.allCases, &random) : nil,
                        labels: Int.random(in: 0..<5, using: &random) == 0 ? [AlertLabel("team", name(&random))] : []
                    ),
                    until: Int.random(in: 0..<12, using: &random),
                    from: Int.random(in: 0..<4, using: &random)
                )
            }
            let index = SilenceIndex(silences)
            for _ in 0..<60 {
                let key = AlertKey(
                    rule: name(&random),
                    subject: AlertSubject(
                        country: Int.random(in: 0..<5, using: &random) == 0 ? nil : CountryID(name(&random)),
                        power: Int.random(in: 0..<5, using: &random) == 0 ? nil : PowerID(name(&random)),
                        counterpart: Int.random(in: 0..<2, using: &random) == 0 ? nil : PowerID(name(&random)),
                        node: Int.random(in: 0..<5, using: &random) == 0 ? nil : NodeID(name(&random))
                    )
                )
                let (severity, labels) = (
                    pick(AlertSeverity.allCases, &random) ?? .info, [AlertLabel("team", name(&random))]
                )
                let now = Self.at(Int.random(in: 0..<13, using: &random))
                #expect(
                    index.covering(key, severity: severity, labels: labels, at: now)
                        == slow(silences, key, severity, labels, now)
                )
            }
        }
    }

    @Test func `Silences that name a rule, a country or a power outright are looked at by theirs alone`() {
        let silences = (0..<10_000).map { silence(Int64($0), AlertMatcher(rule: "rule-\($0)", country: "K*")) }
        let index = SilenceIndex(silences)
        let key = AlertKey(rule: "rule-9999", subject: AlertSubject(country: "KAZ"))
        #expect(index.covering(key, severity: .info, labels: [], at: Self.at(1))?.id == 9_999)
        #expect(index.covering(key, severity: .info, labels: [], at: Self.at(100)) == nil)
    }

    @Test func `What is published of alerts is counted once, silences and acknowledgements included`() throws {
        let rule = Rule(
            id: "high",
            condition: Threshold(SeriesSelection(countries: [], powers: [], nodes: []), Level(.above, 1, clear: 1)),
            severity: .critical
        )
        let records = (0..<40).map { number in
            var record = AlertRecord(
                key: AlertKey(rule: "high", subject: AlertSubject(country: CountryID("C\(number)"))),
                fingerprint: "f",
                since: Self.at(0)
            )
            record.state = number < 10 ? .inactive : number < 20 ? .pending : .firing
            record.incident = record.state.isOpen ? "o\(number)" : nil
            return record
        }
        let taken = Acknowledgement(
            incident: "o39",
            key: records[39].key,
            createdAt: Self.at(0),
            until: Self.at(50),
            author: Author(user: 0, name: "root"),
            comment: ""
        )
        // Their severity is their own, whatever their rule says now.
        let incidents = records.filter(\.state.isOpen).map { record in
            Incident(
                id: record.incident ?? "",
                key: record.key,
                modelHash: "",
                severity: record.key.subject.country == "C38" ? .info : .critical,
                labels: [],
                phrase: "",
                openedAt: Self.at(0)
            )
        }
        func standing(at second: Int) -> AlertStanding {
            AlertStanding(
                rules: [WatchedRule(rule: rule, fingerprint: "f", subjects: records.map(\.key.subject))],
                hooks: [],
                records: records,
                incidents: Dictionary(incidents.map { ($0.id, $0) }) { first, _ in first },
                silences: SilenceIndex([silence(1, AlertMatcher(country: "C2*"), until: 60)]),
                acknowledgements: ["o39": taken],
                due: Self.at(90),
                at: Self.at(second)
            )
        }
        let now = standing(at: 10)
        #expect(now.counts.open == 20 && now.counts.pending == 10 && now.counts.rules == 1)
        #expect(now.counts.silenced == 10 && now.counts.acknowledged == 1 && now.counts.critical == 8)
        #expect(now.openByRule == ["high": 20])
        // It is counted again when the first of them ends.
        #expect(now.due == Self.at(50))
        let later = standing(at: 60)
        #expect(later.counts.silenced == 0 && later.counts.acknowledged == 0 && later.counts.critical == 19)
        #expect(later.due == Self.at(90))
    }
}
