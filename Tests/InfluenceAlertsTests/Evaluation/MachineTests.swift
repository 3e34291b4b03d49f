import InfluenceAlerts
import InfluenceModel
import InfluenceTestKit
import Testing

/// What is held, what flaps, what is missing: by hand.
@Suite struct MachineTests {
    private func looks(_ looks: [(Verdict?, Double, Double, String)]) -> [Look] {
        looks.enumerated().map { number, look in
            Look(at: minute(number), verdict: look.0, value: look.1, coverage: look.2, basis: look.3)
        }
    }

    private func texts(_ replay: Replay) -> [String] { replay.told.map(\.description) }

    @Test func `A score that moved by its coverage alone is held until it moves on with steady coverage`() {
        let timing = AlertTiming(maxCoverageChange: 0.2)
        let replay = Replay(
            looks([
                (.left, 50, 1, "m"), (.met, 70, 0.6, "m"), (.met, 70, 0.6, "m"), (.met, 70, 0.6, "m"),
                (.met, 71, 0.6, "m"), (.left, 50, 1, "m"), (.left, 50, 1, "m"), (.left, 49, 1, "m"),
            ]),
            timing
        )
        #expect(texts(replay) == ["1 held", "4 firing", "5 held", "7 resolved"])
        #expect(replay.record?.hold == nil)
    }

    @Test func `A hold ends where the value goes back, and within the limit nothing is held`() {
        let timing = AlertTiming(maxCoverageChange: 0.2)
        let back = Replay(
            looks([(.left, 50, 1, "m"), (.met, 70, 0.6, "m"), (.left, 50, 0.6, "m"), (.met, 70, 0.7, "m")]),
            timing
        )
        #expect(texts(back) == ["1 held", "3 firing"])
        let limit = Replay(looks([(.left, 50, 1, "m"), (.met, 70, 0.8, "m")]), timing)
        #expect(texts(limit) == ["1 firing"])
        let off = Replay(looks([(.left, 50, 1, "m"), (.met, 70, 0, "m")]), AlertTiming(maxCoverageChange: nil))
        #expect(texts(off) == ["1 firing"])
    }

    @Test func `A score that another model computed starts nothing and ends nothing by that`() {
        let replay = Replay(
            looks([
                (.left, 50, 1, "a"), (.met, 70, 1, "b"), (.met, 70, 1, "b"), (.met, 72, 1, "b"), (.left, 10, 1, "c"),
                (.left, 10, 1, "c"), (.left, 9, 1, "c"),
            ]),
            AlertTiming()
        )
        #expect(texts(replay) == ["1 held", "3 firing", "4 held", "6 resolved"])
    }

    @Test func `The coverage of two periods that are compared holds as long as it differs`() {
        func look(_ number: Int, _ shift: Double, _ value: Double) -> Reading {
            Reading(
                value: Reading.Value(value: value, verdict: .met, coverage: 1, coverageShift: shift),
                period: nil
            )
        }
        let timing = AlertTiming(maxCoverageChange: 0.2)
        var replay = Replay(timing)
        for (number, shift) in [0.5, 0.5, 0.1].enumerated() {
            replay.step(look(number, shift, 5), timing, basis: "m", at: minute(number))
        }
        #expect(replay.told.map(\.kind) == [.held, .firing])
    }

    @Test func `What flaps is told once, and once it is calm how it stands`() throws {
        let timing = AlertTiming(maxCoverageChange: nil, flapLimit: 3, flapWindow: .seconds(600))
        let verdicts: [Verdict] = [.met, .left, .met, .left, .met, .left, .met] + Array(repeating: .met, count: 12)
        let open = Replay(looks(verdicts.map { ($0, 1, 1, "m") }), timing)
        #expect(
            texts(open)
                == ["0 firing", "1 resolved", "2 firing", "3 flapping", "17 firing"].filter { $0 != "17 firing" }
        )
        #expect(open.record?.isFlapping == false)
        let last = try #require(open.record?.incident)
        #expect(open.hearing.told[last]?.map(\.picture) == [.firing, .firing])
        // It ends otherwise than it was told last: that is made up for.
        let closed = Replay(
            looks((Array(verdicts.prefix(6)) + Array(repeating: .left, count: 12)).map { ($0, 1, 1, "m") }),
            timing
        )
        #expect(texts(closed) == ["0 firing", "1 resolved", "2 firing", "3 flapping", "16 resolved"])
    }

    /// Before: the first transition after days was still one of the flapping, told to nobody, and of the incident that was over.
    @Test func `What comes after a whole window of calm begins anew, though nobody looked meanwhile`() {
        let timing = AlertTiming(maxCoverageChange: nil, flapLimit: 3, flapWindow: .seconds(600))
        func replay(_ verdicts: [Verdict], then verdict: Verdict?) -> Replay {
            var replay = Replay(looks(verdicts.map { ($0, 1, 1, "m") }), timing)
            replay.step(Look(at: minute(5_000), verdict: verdict, value: 1, basis: "m"), timing)
            return replay
        }
        // Over while it flapped: whoever does not know hears of it before he hears of the next one.
        let over = [Verdict.met, .left, .met, .left]
        let before = ["0 firing", "1 resolved", "2 firing", "3 flapping"]
        let again = replay(over, then: .met)
        #expect(texts(again) == before + ["4 resolved", "4 firing"])
        #expect(again.incidents.count == 3 && again.record?.isFlapping == false)
        #expect(again.incidents.values.allSatisfy { !$0.isFlapping })
        #expect(again.hearing.told.values.flatMap(\.self).count { $0.picture == .firing } == 2)
        #expect(texts(replay(over, then: .left)) == before + ["4 resolved"])
        // Open while it flapped.
        let open = over + [.met]
        #expect(texts(replay(open, then: .left)) == before + ["5 resolved"])
        #expect(texts(replay(open, then: .met)) == before)
        #expect(texts(replay(open, then: nil)) == before + ["5 no_data"])
    }

    /// Before: whatever took the newest period away and brought it back counted it again.
    @Test func `A data period is new but once, also where it is taken back and comes again`() {
        let timing = AlertTiming(periods: 3)
        func told(_ years: [Int?], verdicts: [Int: Verdict] = [:]) -> [String] {
            let looks = years.enumerated().map { number, year in
                Look(
                    at: minute(number),
                    verdict: verdicts[number] ?? .met,
                    value: Double(70 + number),
                    basis: "m",
                    dataPeriod: year.flatMap { try? Period("\($0)") }
                )
            }
            return texts(Replay(looks, timing))
        }
        #expect(told([2023, 2024, 2023, 2024, 2023, 2024]) == [])
        #expect(told([2023, 2024, 2023, 2024, 2025]) == ["4 firing"])
        #expect(told([2024, 2023, 2024, 2025, 2026]) == ["4 firing"])
        // It begins anew where it was not met in between.
        #expect(told([2023, 2024, 2024, 2025, 2026, 2027], verdicts: [2: .left]) == ["5 firing"])
        // Looks without data periods bring none.
        #expect(told(Array(repeating: nil, count: 9)) == [])
    }

    /// Before: the look at which the condition began was counted as a period, and what came while it was held was not.
    @Test func `The period that made it hold is the first; where none did, none is counted yet`() {
        func told(_ looks: [(Verdict?, Double, Int, String)], _ timing: AlertTiming) -> [String] {
            texts(
                Replay(
                    looks.enumerated().map { number, look in
                        Look(
                            at: minute(number),
                            verdict: look.0,
                            value: look.1,
                            coverage: look.3 == "lapse" ? 0.5 : 1,
                            basis: look.3 == "other" ? "n" : "m",
                            dataPeriod: try? Period("\(look.2)")
                        )
                    },
                    timing
                )
            )
        }
        let any = AlertTiming(periods: 1, maxCoverageChange: nil)
        #expect(told([(.left, 50, 2023, ""), (.met, 70, 2024, "")], any) == ["1 firing"])
        #expect(told([(.left, 50, 2023, ""), (.met, 70, 2023, "lapse"), (.met, 71, 2024, "")], any) == ["2 firing"])
        #expect(told([(.met, 70, 2023, "")], any) == ["0 firing"])
        let two = AlertTiming(periods: 2, maxCoverageChange: nil)
        #expect(
            told([(.left, 50, 2023, ""), (.met, 70, 2023, ""), (.met, 70, 2024, ""), (.met, 70, 2025, "")], two)
                == ["3 firing"]
        )
        // Missing data bring none, whatever comes of them.
        let missing = AlertTiming(periods: 1, onNoData: .fire)
        #expect(told([(.left, 50, 2023, ""), (nil, 0, 2023, ""), (nil, 0, 2023, "")], missing) == [])
        #expect(told([(.left, 50, 2023, ""), (nil, 0, 2023, ""), (.met, 70, 2024, "")], missing) == ["2 firing"])
        // What came while nothing was decided is news once it is: by a movement, of the same period too.
        let held = AlertTiming(periods: 1)
        #expect(
            told([(.left, 50, 2023, ""), (.met, 70, 2024, "lapse"), (.met, 71, 2024, "lapse")], held)
                == ["1 held", "2 firing"]
        )
        #expect(
            told([(.left, 50, 2023, ""), (.met, 70, 2023, "lapse"), (.met, 71, 2023, "lapse")], held) == ["1 held"]
        )
        #expect(
            told([(.left, 50, 2023, ""), (.met, 70, 2024, "other"), (.met, 71, 2024, "other")], held)
                == ["1 held", "2 firing"]
        )
        // Over, and met once more by nothing new.
        #expect(
            told([(.met, 70, 2023, ""), (.left, 50, 2023, ""), (.met, 70, 2023, ""), (.met, 70, 2024, "")], any)
                == ["0 firing", "1 resolved", "3 firing"]
        )
    }

    @Test func `Without data an open alert stays open and says so once; it never resolves by itself`() {
        let replay = Replay(
            looks([
                (.met, 9, 1, "m"), (nil, 0, 1, "m"), (nil, 0, 1, "m"), (.met, 9, 1, "m"), (nil, 0, 1, "m"),
                (.left, 1, 1, "m"),
            ]),
            AlertTiming()
        )
        #expect(texts(replay) == ["0 firing", "1 no_data", "3 data_back", "4 no_data", "5 resolved"])
        #expect(replay.states == [.firing, .noData, .noData, .firing, .noData, .inactive])
    }

    @Test func `Missing data can be news themselves`() {
        let trace = looks([(.left, 1, 1, "m"), (nil, 0, 1, "m"), (nil, 0, 1, "m"), (.left, 1, 1, "m")])
        #expect(texts(Replay(trace, AlertTiming(onNoData: .fire))) == ["1 firing", "3 resolved"])
        // As long as any other condition.
        let minute = AlertTiming(holdsFor: .seconds(60), onNoData: .fire)
        #expect(texts(Replay(trace, minute)) == ["2 firing", "3 resolved"])
        #expect(texts(Replay(trace, AlertTiming(holdsFor: .seconds(3600), onNoData: .fire))) == [])
        // Missing data bring no new period.
        #expect(texts(Replay(trace, AlertTiming(periods: 2, onNoData: .fire))) == [])
    }

    @Test func `A condition that is met at the first look counts unless the rule is to arm first`() {
        let trace = looks([
            (.met, 9, 1, "m"), (.between, 8, 1, "m"), (.met, 9, 1, "m"), (.left, 1, 1, "m"), (.met, 9, 1, "m"),
        ])
        #expect(texts(Replay(trace, AlertTiming(startup: .fire))) == ["0 firing", "3 resolved", "4 firing"])
        #expect(texts(Replay(trace, AlertTiming(startup: .arm))) == ["4 firing"])
    }
}
