import InfluenceAlerts
import InfluenceModel
import InfluenceTestKit
import Testing

/// What comes about at a break of series is held; what would have come about without it fires.
@Suite struct BreakHoldTests {
    private let broken = BrokenReading(verdict: nil, reason: "x is read from B")

    private struct Step {
        let verdict: Verdict
        let value: Double
        var broken: BrokenReading?

        init(_ verdict: Verdict, _ value: Double, _ broken: BrokenReading? = nil) {
            (self.verdict, self.value, self.broken) = (verdict, value, broken)
        }
    }

    private func told(_ steps: [Step], _ timing: AlertTiming) -> (events: [String], record: AlertRecord?) {
        var replay = Replay(timing)
        for (number, step) in steps.enumerated() {
            let look = Look(at: minute(number), verdict: step.verdict, value: step.value, basis: "m")
            replay.step(look, timing, broken: step.broken)
        }
        return (replay.told.map(\.description), replay.record)
    }

    @Test func `A level that is passed at a break is held until the value moves on by itself`() {
        let steps = [Step(.left, 50), Step(.met, 70, broken), Step(.met, 70), Step(.met, 70), Step(.met, 71)]
        #expect(told(steps, AlertTiming()).events == ["1 held", "4 firing"])
        // Likewise where an open alert would end.
        let end = [Step(.met, 70), Step(.left, 50, broken), Step(.left, 50), Step(.left, 49)]
        #expect(told(end, AlertTiming()).events == ["0 firing", "1 held", "3 resolved"])
        let record = told(Array(steps.prefix(2)), AlertTiming()).record
        #expect(record?.hold?.cause == .seriesBreak && record?.hold?.reason.hasSuffix("x is read from B") == true)
    }

    @Test func `What would have come about without the break fires at once`() {
        let beside = BrokenReading(verdict: .met, reason: "y")
        #expect(told([Step(.left, 50), Step(.met, 70, beside)], AlertTiming()).events == ["1 firing"])
        let left = BrokenReading(verdict: .left, reason: "y")
        #expect(told([Step(.left, 50), Step(.met, 70, left)], AlertTiming()).events == ["1 held"])
        #expect(told([Step(.met, 70), Step(.left, 50, left)], AlertTiming()).events == ["0 firing", "1 resolved"])
        let between = BrokenReading(verdict: .between, reason: "y")
        #expect(told([Step(.left, 50), Step(.met, 70, between)], AlertTiming()).events == ["1 held"])
    }

    @Test func `An overtaking begins anew beyond a break: the lead that it begins with is none that was won`() {
        let steps = [
            Step(.left, -5), Step(.met, 20, broken), Step(.met, 20), Step(.met, 22), Step(.left, -3), Step(.met, 4),
        ]
        #expect(told(steps, AlertTiming(startup: .arm)).events == ["1 held", "5 firing"])
    }

    @Test func `A second break holds on, and nothing is asked where nothing is to happen`() {
        let steps = [Step(.left, 50), Step(.met, 70, broken), Step(.met, 75, broken), Step(.met, 76)]
        #expect(told(steps, AlertTiming()).events == ["1 held", "3 firing"])
        var asked = 0
        var record: AlertRecord?
        for (number, verdict) in [Verdict.left, .left, .met, .met].enumerated() {
            record =
                AlertMachine.step(
                    record,
                    Look(at: minute(number), verdict: verdict, value: Double(number)).reading,
                    AlertTiming(),
                    key: Replay.key,
                    fingerprint: "f",
                    basis: "m",
                    at: minute(number)
                ) {
                    asked += 1
                    return nil
                }.record
        }
        #expect(asked == 1)
        // Another model is another reason, and comes first.
        let first = AlertMachine.step(
            record,
            Look(at: minute(9), verdict: .left, basis: "n").reading,
            AlertTiming(),
            key: Replay.key,
            fingerprint: "f",
            basis: "n",
            at: minute(9)
        ) { broken }
        #expect(first.record.hold?.cause == .model)
    }

    @Test func `A change over a window with a break in it is held at the first look and as long as it lies in it`() {
        func step(_ record: AlertRecord?, _ number: Int, _ broken: BrokenReading?) -> AlertMachine {
            let value = Reading.Value(value: 30 + Double(number), verdict: .met, coverage: 1, coverageShift: 0)
            return AlertMachine.step(
                record,
                Reading(value: value, period: nil),
                AlertTiming(),
                key: Replay.key,
                fingerprint: "f",
                basis: "m",
                at: minute(number)
            ) { broken }
        }
        let first = step(nil, 0, broken)
        #expect(first.turns.map(\.isHeld) == [true])
        let second = step(first.record, 1, broken)
        #expect(second.turns.isEmpty && second.record.state == .inactive)
        let reason = "held since 2023-11-14 until now: at a break of series, not compared across it: x is read from B"
        #expect(step(second.record, 2, nil).turns == [.opened(reason: reason, asBefore: false)])
    }

    // MARK: Conditions

    private struct Source: AlertSource {
        var scores: [PowerID: Double] = [:]
        var changes: [PowerID: BrokenChange] = [:]
        var shareBreaks: [SeriesBreak] = []
        let period = Frequency.month.period(containing: Day(clamping: 19_800))
        let powers: [PowerID] = ["RUS", "CHN", "USA"]
        let root: NodeID = "index"

        func period(containing day: Day) -> Period? { Frequency.month.period(containing: day) }

        func score(_ node: NodeID, _ power: PowerID, _ country: CountryID, _ period: Period) -> Score? {
            scores[power].map { Score(value: $0, coverage: 1, confidence: 1) }
        }

        func interval(_ node: NodeID, _ power: PowerID, _ country: CountryID) -> ScoreInterval? { nil }

        func shares(_ indicator: NodeID, _ first: PowerID, _ second: PowerID, _ country: CountryID, _ period: Period)
            -> (first: Double, second: Double)?
        { nil }

        func probability(
            _ node: NodeID,
            _ power: PowerID,
            _ country: CountryID,
            _ side: Level.Side,
            _ level: Double
        ) -> Double? { nil }

        func dataPeriod(_ node: NodeID, _ power: PowerID?, _ country: CountryID) -> Period? { nil }

        func broken(_ node: NodeID, _ power: PowerID, _ country: CountryID, since earlier: Period?) -> BrokenChange? {
            changes[power]
        }

        func brokenShares(_ indicator: NodeID, _ first: PowerID, _ second: PowerID, _ country: CountryID)
            -> [SeriesBreak]
        { shareBreaks }

        func brokenMeasure(_ measure: NodeID, _ power: PowerID, _ country: CountryID) -> [SeriesBreak] { shareBreaks }
        func statuses(_ node: NodeID, _ power: PowerID, _ country: CountryID) -> [ObservationStatus] { [] }
        func feed(_ name: String) -> FeedHealth? { nil }
    }

    private let found = SeriesBreak(
        indicator: "trade",
        kind: .reporter(from: "A", to: "B"),
        since: Frequency.month.period(containing: Day(clamping: 19_800))
    )
    private let selection = SeriesSelection(countries: ["KAZ"], powers: ["CHN"], nodes: ["index"])
    private let subject = AlertSubject(country: "KAZ", power: "CHN", node: "index")

    private func change(_ effect: Double?) -> BrokenChange { BrokenChange(breaks: [found], effect: effect) }

    @Test func `A level is judged without what the broken leaves add`() {
        let above = Threshold(selection, Level(.above, 60, clear: 59))
        func verdict(_ effect: Double?) -> Verdict?? {
            let source = Source(scores: ["CHN": 70], changes: ["CHN": change(effect)])
            return above.broken(70, of: subject, in: source).map(\.verdict)
        }
        #expect(verdict(20) == .left)
        #expect(verdict(5) == .met)
        #expect(verdict(-20) == .met)
        #expect(verdict(nil) == .some(.none))
        #expect(above.broken(70, of: subject, in: Source(scores: ["CHN": 70])) == nil)
        let told = above.broken(70, of: subject, in: Source(changes: ["CHN": change(20)]))
        #expect(told?.reason == "CHN in KAZ: trade is read from B since 2024-03, before from A")
    }

    @Test func `A lead, a rank and a change are judged without it too`() {
        let lead = Overtake(by: ["CHN"], of: ["RUS"], countries: ["KAZ"], nodes: ["index"], scale: .scores, margin: 2)
        let pair = AlertSubject(country: "KAZ", power: "CHN", counterpart: "RUS", node: "index")
        // China is ahead by 10; 15 of it by a break of its own, or by one of Russia's.
        #expect(lead.broken(10, of: pair, in: Source(changes: ["CHN": change(15)]))?.verdict == .left)
        #expect(lead.broken(10, of: pair, in: Source(changes: ["RUS": change(-15)]))?.verdict == .left)
        #expect(lead.broken(10, of: pair, in: Source(changes: ["RUS": change(15)]))?.verdict == .met)
        #expect(lead.broken(10, of: pair, in: Source(changes: ["USA": change(15)])) == nil)
        let shares = Overtake(by: ["CHN"], of: ["RUS"], countries: ["KAZ"], nodes: ["s"], scale: .shares, margin: 0)
        #expect(shares.broken(10, of: pair, in: Source(shareBreaks: [found]))?.verdict == .some(.none))
        #expect(shares.broken(10, of: pair, in: Source()) == nil)

        let rank = RankChange(selection, .to, 1)
        let scores: [PowerID: Double] = ["RUS": 50, "CHN": 60, "USA": 10]
        func ranked(_ changes: [PowerID: BrokenChange]) -> Verdict? {
            rank.broken(1, of: subject, in: Source(scores: scores, changes: changes))?.verdict
        }
        #expect(ranked(["CHN": change(20)]) == .left)
        // Somebody else's fall at a break.
        #expect(ranked(["RUS": change(-20)]) == .left)
        #expect(ranked(["USA": change(-20)]) == .met)

        let moved = WindowedChange(selection, by: 10, direction: .up, window: .months(12), clear: 9)
        #expect(moved.broken(30, of: subject, in: Source(changes: ["CHN": change(25)]))?.verdict == .left)
        #expect(moved.broken(30, of: subject, in: Source(changes: ["CHN": change(15)]))?.verdict == .met)
    }
}

extension AlertMachine.Turn {
    fileprivate var isHeld: Bool {
        if case .held = self { true } else { false }
    }
}
