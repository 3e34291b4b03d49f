import InfluenceModel
import InfluenceStore
import InfluenceTestKit
import Testing

@testable import InfluenceEngine

/// A rank is a comparison with all the others: what is known of them any more, or since now, moves nobody.
@Suite struct RankCoverageTests {
    private static let model = TrialModel.text.replacing("from: 2024-01", with: "from: 2022-01")
        .replacing("cadence: P1Y, max_age: none", with: "cadence: P1Y, max_age: P3Y")

    /// By the data of some years, late in 2023: those of 2020 are about to lapse.
    private func trial(_ rules: String, _ rows: String) async throws -> Trial {
        let lines = rules.split(separator: "\n").enumerated().map {
            "  - {id: r\($0), country: KAZ, node: economic, severity: critical, \($1)}\n"
        }
        let trial = try Trial(model: Self.model, alerts: "rules:\n" + lines.joined(), at: "2023-11-15")
        try await add(rows, to: trial, at: "2023-11-15", .start)
        return trial
    }

    /// `RUS 2020 80 20`: trade and loans; `-` for none.
    private func add(_ rows: String, to trial: Trial, at time: String, _ trigger: RunReason = .import) async throws {
        trial.clock.set(to: try instant(time))
        for row in rows.split(separator: ",") {
            let parts = row.split(separator: " ")
            for (name, value) in zip(["trade", "loans"], parts.dropFirst(2)) where value != "-" {
                try await trial.add("\(name),\(parts[0]),KAZ,\(parts[1]),\(value)\n")
            }
        }
        try await trial.engine.recompute(trigger)
    }

    /// Before: as much coverage had come as had gone, so that nothing seemed to have happened; not one indicator was the same.
    @Test(arguments: [true, false])
    func `A score that begins again from another indicator is another one`(_ isSeenWithout: Bool) async throws {
        let rules = Self.first + "\nkind: overtake, by: CHN, of: RUS\nkind: threshold, power: CHN, above: 60"
        let trial = try await trial(rules, "CHN 2020 20 -,RUS 2022 50 50")
        if isSeenWithout {
            try await add("", to: trial, at: "2024-02-01", .schedule)
            #expect(try trial.score("economic", "CHN", "KAZ") == nil)
        }
        try await add("CHN 2023 - 80", to: trial, at: "2024-02-02")
        #expect(try told(trial) == ["held r0", "held r1", "held r2"])
        try await add("CHN 2023 - 81", to: trial, at: "2024-02-03")
        #expect(try told(trial).suffix(3) == ["firing r0", "firing r1", "firing r2"])
        // From the same one it is the same, however long it was away.
        let same = try await self.trial(rules, "CHN 2020 20 -,RUS 2022 50 50")
        try await add("", to: same, at: "2024-02-01", .schedule)
        try await add("CHN 2023 80 -", to: same, at: "2024-02-02")
        #expect(try told(same) == ["firing r0", "firing r1", "firing r2"])
    }

    /// Before: it was held for as long as the rank stayed what it was, whatever moved.
    @Test func `A rank that is held is decided once the power's own score moves on`() async throws {
        let trial = try await trial(Self.first, "RUS 2020 80 80,CHN 2022 50 50,EUU 2022 20 20")
        try await add("", to: trial, at: "2024-02-01", .schedule)
        #expect(try told(trial) == ["held r0"])
        try await add("EUU 2023 21 21", to: trial, at: "2024-02-02")
        #expect(try told(trial) == ["held r0"])
        try await add("CHN 2023 51 51", to: trial, at: "2024-02-03")
        #expect(try told(trial) == ["held r0", "firing r0"])
        // What fires says why only now.
        let held = "held since 2024-02-01 until now: the coverage of RUS moved by 100 %"
        #expect(try trial.store.alertEvents().first?.reason == held)
    }

    @Test func `What somebody has accepted says what it was held for, and what ends later does not`() async throws {
        let trial = try await trial(Self.first, "RUS 2020 80 80,CHN 2022 50 50")
        try await add("", to: trial, at: "2024-02-01", .schedule)
        let event = try #require(try trial.store.alertEvents().first)
        #expect(try await trial.engine.accept(held: event.id, author: Author(user: 0, name: "desk")) == 1)
        #expect(try told(trial) == ["held r0", "firing r0"])
        let held = "held since 2024-02-01 until it was accepted: the coverage of RUS moved by 100 %"
        #expect(try trial.store.alertEvents().first?.reason == held)
        try await add("EUU 2023 20 20", to: trial, at: "2024-02-02")
        try await add("EUU 2023 90 90", to: trial, at: "2024-02-03")
        #expect(try told(trial) == ["held r0", "firing r0", "resolved r0"])
        #expect(try trial.store.alertEvents().first?.reason == nil)
    }

    /// Before: where the own score had been away there was nothing to compare with, and whatever had happened to the others
    /// meanwhile made it number 1.
    @Test(arguments: [1, 3])
    func `While the own score was away the others are held by the same rule`(looks: Int) async throws {
        let trial = try await trial(Self.first, "RUS 2020 80 80,CHN 2020 50 50,EUU 2022 20 20")
        for look in 1...looks { try await add("", to: trial, at: "2024-02-0\(look)", .schedule) }
        // Something else, so that there are runs in between.
        if looks > 1 { try await add("EUU 2022 21 21", to: trial, at: "2024-02-04") }
        #expect(try trial.score("economic", "CHN", "KAZ") == nil)
        try await add("CHN 2023 50 50", to: trial, at: "2024-02-05")
        #expect(try told(trial) == ["held r0"])
        #expect(try trial.store.alertEvents().first?.reason == "the coverage of RUS moved by 100 %")
        try await add("CHN 2023 51 51", to: trial, at: "2024-02-06")
        #expect(try told(trial) == ["held r0", "firing r0"])
    }

    @Test func `Whoever was really passed while the own score was away was passed`() async throws {
        let trial = try await trial(Self.first, "RUS 2022 80 80,CHN 2020 50 50")
        try await add("", to: trial, at: "2024-02-01", .schedule)
        try await add("RUS 2023 30 30", to: trial, at: "2024-02-02")
        try await add("CHN 2023 50 50", to: trial, at: "2024-02-03")
        #expect(try told(trial) == ["firing r0"])
    }

    /// Before: a series that broke while the figure was away had not broken since the look before.
    @Test func `A break while the own figure was away is held as any other`() async throws {
        let model = Self.model
        let trial = try Trial(
            model: model,
            alerts:
                "rules:\n  - {id: r0, kind: threshold, country: KAZ, power: CHN, node: trade, above: 60, startup: arm}\n",
            at: "2023-11-15"
        )
        let header = "indicator,power,country,period,value,reporter\n"
        try await trial.add(header + "trade,CHN,KAZ,2020,40,A\n")
        try await trial.engine.recompute(.start)
        try await add("", to: trial, at: "2024-02-01", .schedule)
        #expect(try trial.score("trade", "CHN", "KAZ") == nil)
        trial.clock.set(to: try instant("2024-02-02"))
        try await trial.add(header + "trade,CHN,KAZ,2023,80,B\n")
        try await trial.engine.recompute(.import)
        #expect(try told(trial) == ["held r0"])
    }

    /// Before: each of those who share it was number 1, and each of them was told to have come first.
    @Test func `A place that is shared is neither come to nor left`() async throws {
        let rules = "kind: rank, power: [CHN, RUS], to: 1\nkind: rank, power: RUS, from: 1"
        let trial = try await trial(rules, "RUS 2022 40 40,CHN 2022 30 30")
        try await add("CHN 2022 40 40", to: trial, at: "2023-11-16")
        #expect(try told(trial) == [])
        try await add("CHN 2022 41 41", to: trial, at: "2023-11-17")
        #expect(try told(trial) == ["firing r0", "firing r1"])
        // Nor is it over by that; what is told then says so.
        try await add("RUS 2022 41 41", to: trial, at: "2023-11-18")
        #expect(try told(trial) == ["firing r0", "firing r1"])
        try await add("RUS 2022 42 42", to: trial, at: "2023-11-19")
        #expect(try told(trial).suffix(3).sorted() == ["firing r0", "resolved r0", "resolved r1"])
        let none = try await self.trial(Self.first, "RUS 2022 0 0,CHN 2022 0 0,EUU 2022 0 0")
        #expect(none.status.alerts.records.map(\.state) == [.inactive])
    }

    private func told(_ trial: Trial) throws -> [String] {
        try trial.store.alertEvents().reversed().map { "\($0.kind.rawValue) \($0.key.rule)" }
    }

    private static let first = "kind: rank, power: CHN, to: 1"

    @Test func `That the leader's score lapses makes nobody number 1, and a movement does`() async throws {
        let trial = try await trial(Self.first, "RUS 2020 80 80,CHN 2022 50 50")
        try await add("", to: trial, at: "2024-02-01", .schedule)
        #expect(try trial.score("economic", "RUS", "KAZ") == nil)
        #expect(try told(trial) == ["held r0"])
        #expect(try trial.store.alertEvents().first?.reason == "the coverage of RUS moved by 100 %")
        // However many runs bring nothing.
        try await add("", to: trial, at: "2024-02-20", .schedule)
        try await add("RUS 2022 85 85", to: trial, at: "2024-02-21")
        #expect(try told(trial) == ["held r0"])
        try await add("CHN 2023 95 95", to: trial, at: "2024-02-22")
        #expect(try told(trial) == ["held r0", "firing r0"])
        // Nor does anybody pass who begins.
        try await add("EUU 2023 99 99", to: trial, at: "2024-02-23")
        #expect(try told(trial) == ["held r0", "firing r0", "held r0"])
        #expect(trial.status.alerts.records.map(\.state) == [.firing])
    }

    @Test func `Nor does it that less is known of it, as for a lead`() async throws {
        let rules = Self.first + "\nkind: overtake, by: CHN, of: RUS"
        let trial = try await trial(rules, "RUS 2020 80 -,RUS 2022 - 20,CHN 2022 45 45")
        try await add("", to: trial, at: "2024-02-01", .schedule)
        #expect(try trial.score("economic", "RUS", "KAZ") == 20)
        #expect(try told(trial) == ["held r0", "held r1"])
        let off = try await self.trial(
            Self.first + ", max_coverage_change: off",
            "RUS 2020 80 -,RUS 2022 - 20,CHN 2022 45 45"
        )
        try await add("", to: off, at: "2024-02-01", .schedule)
        #expect(try told(off) == ["firing r0"])
    }

    @Test func `A power that had no data and gets some has passed nobody`() async throws {
        let trial = try await trial("kind: rank, power: CHN, from: 1", "RUS 2022 40 40,CHN 2022 50 50")
        try await add("EUU 2022 90 90", to: trial, at: "2023-11-16")
        #expect(try told(trial) == ["held r0"])
        // One that was passed really leaves the place, whoever begins in the same run.
        let other = try await self.trial("kind: rank, power: CHN, from: 1", "RUS 2022 40 40,CHN 2022 50 50")
        try await add("EUU 2022 90 90,RUS 2022 70 70", to: other, at: "2023-11-16")
        #expect(try told(other) == ["firing r0"])
    }

    @Test func `What is known of one that was and is ahead keeps nobody from passing another`() async throws {
        let trial = try await trial(
            "kind: rank, power: CHN, to: 2",
            "RUS 2020 80 -,RUS 2022 - 70,CHN 2022 45 45,EUU 2022 48 48"
        )
        try await add("CHN 2023 60 60", to: trial, at: "2024-02-01")
        #expect(try trial.score("economic", "RUS", "KAZ") == 70)
        #expect(try told(trial) == ["firing r0"])
    }

    /// Before: how many powers have a score was all that was asked, one of ten or of three.
    @Test func `A share that moves because another power's figures have grown old is held, too`() async throws {
        let rules = "kind: measure, measure: share, power: CHN, above: 0.42, country: KAZ, severity: critical"
        let model = Self.model.replacing(
            "powers:\n",
            with: "measures: {pairs: [[RUS, CHN], [CHN, EUU]], min_coverage: 0.3}\npowers:\n"
        )
        func trial(_ rows: String, _ rule: String = rules) async throws -> Trial {
            let trial = try Trial(model: model, alerts: "rules:\n  - {id: r0, \(rule)}\n", at: "2023-11-15")
            try await add(rows, to: trial, at: "2023-11-15", .start)
            return trial
        }
        let others = ",EUU 2022 12 12,CHN 2022 50 50"
        for leader in ["RUS 2020 60 60", "RUS 2020 100 -,RUS 2022 - 24"] {
            let trial = try await trial(leader + others)
            try await add("", to: trial, at: "2024-02-01", .schedule)
            #expect(try told(trial) == ["held r0"], "\(leader)")
            let unexplained = try trial.store.alertEvents().first?.unexplained
            #expect(unexplained?.hasPrefix("not explained: the measure share is no sum of parts") == true)
            let reason = try trial.store.alertEvents().first?.reason
            #expect(
                reason?.contains(leader.contains("-") ? "the coverage of RUS moved by" : "coverage moved by") == true
            )
        }
        let third = try await trial(
            "RUS 2020 60 60" + others,
            "kind: measure, measure: third_share, power: CHN+EUU, below: 0.3, country: KAZ"
        )
        try await add("", to: third, at: "2024-02-01", .schedule)
        #expect(try told(third).contains { $0 == "firing r0" } == false)
        // What really moves is told.
        let real = try await trial("RUS 2022 60 60" + others)
        try await add("RUS 2023 20 20", to: real, at: "2024-02-01")
        #expect(try told(real) == ["firing r0"])
    }
}
