import InfluenceAlerts
import InfluenceModel
import InfluenceTestKit
import Testing

/// Every state with every input: the table over ``AlertMachine``, written down once more.
@Suite struct MachineTableTests {
    private typealias Input = Verdict?

    private static let inputs: [Input] = [.met, .between, .left, nil]

    private struct Case {
        let state: AlertState
        let input: Input
        let onNoData: AlertTiming.NoData
        let isRipe: Bool
    }

    private static var cases: [Case] {
        AlertState.allCases.flatMap { state in
            inputs.flatMap { input in
                AlertTiming.NoData.allCases.flatMap { onNoData in
                    [false, true].map { Case(state: state, input: input, onNoData: onNoData, isRipe: $0) }
                }
            }
        }
    }

    /// The state afterwards, and what has happened, as the table says; `for` and `keep_firing_for` are a minute.
    ///
    /// - Parameter hold: What ends with the look: a transition says so.
    private static func expected(_ test: Case, after hold: AlertHold? = nil) -> (AlertState, [AlertMachine.Turn]) {
        let held = hold.map { "held since \($0.since.day) until now: \($0.reason)" }
        let opened = AlertMachine.Turn.opened(reason: test.input == nil ? "it has no data" : held, asBefore: false)
        let closed = AlertMachine.Turn.closed(reason: test.input == nil ? "its data have disappeared" : held)
        switch (test.state, test.input, test.onNoData) {
        case (.inactive, .met, _), (.inactive, nil, .fire): return (.pending, [])
        case (.inactive, _, _): return (.inactive, [])
        case (.pending, .met, _), (.pending, nil, .fire): return test.isRipe ? (.firing, [opened]) : (.pending, [])
        case (.pending, nil, .keep): return (.pending, [])
        case (.pending, _, _): return (.inactive, [])
        case (.firing, .met, _), (.firing, .between, _), (.firing, nil, .fire): return (.firing, [])
        case (.firing, .left, _), (.firing, nil, .resolve): return (.recovering, [])
        case (.firing, nil, .keep), (.recovering, nil, .keep): return (.noData, [.dataGone])
        case (.recovering, .met, _), (.recovering, .between, _), (.recovering, nil, .fire): return (.firing, [])
        case (.recovering, .left, _), (.recovering, nil, .resolve):
            return test.isRipe ? (.inactive, [closed]) : (.recovering, [])
        case (.noData, nil, .keep): return (.noData, [])
        case (.noData, nil, .fire): return (.firing, [])
        case (.noData, nil, .resolve): return (.recovering, [])
        case (.noData, .left, _): return (.recovering, [.dataBack])
        case (.noData, _, _): return (.firing, [.dataBack])
        }
    }

    private static func record(_ state: AlertState) -> AlertRecord {
        var record = AlertRecord(key: Replay.key, fingerprint: "f", since: minute(0))
        record.state = state
        record.activeSince = state == .inactive ? nil : minute(0)
        record.recoveringSince = state == .recovering ? minute(0) : nil
        record.dataPeriods = state == .pending ? 1 : 0
        record.incident = record.state.isOpen ? "i" : nil
        record.baseline = AlertBaseline(value: 0, coverage: 1, counterCoverage: nil, basis: "m")
        return record
    }

    private static func timing(_ onNoData: AlertTiming.NoData) -> AlertTiming {
        AlertTiming(holdsFor: .seconds(60), keepFiringFor: .seconds(60), onNoData: onNoData, flapLimit: nil)
    }

    private static func step(_ record: AlertRecord, _ look: Look, _ timing: AlertTiming) -> AlertMachine {
        AlertMachine.step(
            record,
            look.reading,
            timing,
            key: Replay.key,
            fingerprint: "f",
            basis: look.basis,
            at: look.at
        )
    }

    @Test func `Each state goes with each input where the table says`() {
        for test in Self.cases {
            let at = test.isRipe ? minute(1) : minute(0).adding(seconds: 59)
            let look = Look(at: at, verdict: test.input, value: 1, basis: "m")
            let machine = Self.step(Self.record(test.state), look, Self.timing(test.onNoData))
            let (state, turns) = Self.expected(test)
            #expect(machine.record.state == state, "\(test)")
            #expect(machine.turns == turns, "\(test)")
        }
    }

    @Test func `Without a wait the states between are passed at once`() {
        let opened = Self.step(Self.record(.inactive), Look(at: minute(0), verdict: .met, basis: "m"), AlertTiming())
        #expect(opened.record.state == .firing && opened.turns.count == 1)
        let closed = Self.step(Self.record(.firing), Look(at: minute(0), verdict: .left, basis: "m"), AlertTiming())
        #expect(closed.record.state == .inactive && closed.turns == [.closed(reason: nil)])
        let gone = Self.step(Self.record(.noData), Look(at: minute(0), verdict: .left, basis: "m"), AlertTiming())
        #expect(gone.record.state == .inactive && gone.turns == [.dataBack, .closed(reason: nil)])
    }

    @Test func `In no state does another definition make a transition, nor does time after it; a movement does`() {
        for state in AlertState.allCases {
            for verdict in [Verdict.met, .between, .left] {
                let timing = Self.timing(.keep)
                var machine = Self.step(
                    Self.record(state),
                    Look(at: minute(1), verdict: verdict, value: 1, basis: "n"),
                    timing
                )
                let asks =
                    switch state {
                    case .inactive: verdict == .met
                    case .pending, .recovering: true
                    case .firing, .noData: verdict == .left
                    }
                let kept = state == .noData ? .firing : state
                #expect(machine.record.state == kept, "\(state) \(verdict)")
                #expect((machine.record.hold?.cause == .model) == asks, "\(state) \(verdict)")
                guard asks else { continue }
                #expect(AlertMachine.due(machine.record, timing) == nil)
                for beat in 2...20 {
                    machine = Self.step(
                        machine.record,
                        Look(at: minute(beat * 60), verdict: verdict, value: 1, basis: "n"),
                        timing
                    )
                    #expect(machine.record.state == kept && machine.turns.isEmpty, "\(state) \(verdict)")
                }
                // Away and back again: a hold outlives missing data.
                if kept.isOpen {
                    let gone = Self.step(machine.record, Look(at: minute(1300), verdict: nil, basis: "n"), timing)
                    let back = Self.step(
                        gone.record,
                        Look(at: minute(1301), verdict: verdict, value: 1, basis: "n"),
                        timing
                    )
                    #expect(back.record.state == .firing)
                    #expect((back.record.hold != nil) == (verdict == .left), "\(state) \(verdict)")
                }
                let moved = Look(at: minute(2000), verdict: verdict, value: 2, basis: "n")
                let test = Case(state: kept, input: verdict, onNoData: .keep, isRipe: true)
                let after = Self.step(machine.record, moved, timing)
                #expect(after.record.state == Self.expected(test).0, "\(state) \(verdict)")
                #expect(after.turns == Self.expected(test, after: machine.record.hold).1, "\(state) \(verdict)")
            }
        }
    }

    @Test func `What somebody accepts counts at the next look`() {
        for state in AlertState.allCases where state != .noData {
            for verdict in [Verdict.met, .left] {
                let timing = Self.timing(.keep)
                let look = Look(at: minute(1), verdict: verdict, value: 1, basis: "n")
                var record = Self.step(Self.record(state), look, timing).record
                guard record.hold != nil else { continue }
                record.hold?.isAccepted = true
                let test = Case(state: state, input: verdict, onNoData: .keep, isRipe: true)
                #expect(Self.step(record, look, timing).record.state == Self.expected(test).0, "\(state) \(verdict)")
            }
        }
    }

    @Test func `A change over a window is held by another definition until it moves, not until the next look`() {
        func reading(_ value: Double) -> Reading {
            Reading(value: Reading.Value(value: value, verdict: .met, coverageShift: 0), period: nil)
        }
        var replay = Replay(AlertTiming())
        replay.step(Look(at: minute(0), verdict: .left, value: 1, basis: "m"), AlertTiming())
        for (number, value) in [20.0, 20, 20, 21].enumerated() {
            replay.step(reading(value), AlertTiming(), basis: "n", at: minute(1 + number))
        }
        #expect(replay.told.map(\.description) == ["1 held", "4 firing"])
    }

    @Test func `A pair without a value before is held by another definition too`() {
        let looks = [
            Look(at: minute(0), verdict: nil, basis: "m"), Look(at: minute(1), verdict: .met, value: 5, basis: "n"),
            Look(at: minute(2), verdict: .met, value: 5, basis: "n"),
            Look(at: minute(3), verdict: .met, value: 6, basis: "n"),
        ]
        #expect(Replay(looks, AlertTiming()).told.map(\.description) == ["1 held", "3 firing"])
    }

    @Test(arguments: AlertTiming.NoData.allCases)
    func `What is to arm first arms once it has been seen with data, however late`(onNoData: AlertTiming.NoData) {
        func told(_ verdicts: [Verdict?]) -> [String] {
            let looks = verdicts.enumerated().map {
                Look(at: minute($0), verdict: $1, value: Double($0), basis: "m")
            }
            return Replay(looks, AlertTiming(onNoData: onNoData, startup: .arm)).told.map(\.description)
        }
        // So for years: nothing has happened.
        #expect(told([nil, nil, .met, .met]) == [])
        #expect(told([nil, .met, .left, .met]) == ["3 firing"])
        #expect(told([nil, .between, .met]) == ["2 firing"])
        #expect(told([nil, nil, .left, .met]) == ["3 firing"])
        #expect(told([.met, .between, .met]) == [])
    }

    /// A break, and a movement for want of data, as another definition above.
    @Test(arguments: [AlertHold.Cause.coverage, .seriesBreak])
    func `In no state does a break, or a movement of coverage, make a transition, nor time after it`(
        _ cause: AlertHold.Cause
    ) {
        func look(_ minutes: Int, _ verdict: Verdict?, _ value: Double) -> Look {
            Look(
                at: minute(minutes),
                verdict: verdict,
                value: value,
                coverage: cause == .coverage ? 0.5 : 1,
                basis: "m"
            )
        }
        func step(_ record: AlertRecord, _ look: Look, isBroken: Bool = false) -> AlertMachine {
            AlertMachine.step(
                record,
                look.reading,
                Self.timing(.keep),
                key: Replay.key,
                fingerprint: "f",
                basis: "m",
                at: look.at,
                broken: { isBroken ? BrokenReading(verdict: nil, reason: "it broke") : nil }
            )
        }
        for state in AlertState.allCases {
            for verdict in [Verdict.met, .between, .left] {
                var machine = step(Self.record(state), look(1, verdict, 1), isBroken: cause == .seriesBreak)
                let asks =
                    switch state {
                    case .inactive: verdict == .met
                    case .pending, .recovering: true
                    case .firing, .noData: verdict == .left
                    }
                let kept = state == .noData ? .firing : state
                #expect(machine.record.state == kept, "\(state) \(verdict)")
                #expect((machine.record.hold?.cause == cause) == asks, "\(state) \(verdict)")
                #expect(machine.turns.contains { if case .held(cause, _) = $0 { true } else { false } } == asks)
                guard asks else { continue }
                #expect(AlertMachine.due(machine.record, Self.timing(.keep)) == nil)
                // However many runs bring nothing.
                for beat in 2...20 {
                    machine = step(machine.record, look(beat * 60, verdict, 1))
                    #expect(machine.record.state == kept && machine.turns.isEmpty, "\(state) \(verdict)")
                }
                let test = Case(state: kept, input: verdict, onNoData: .keep, isRipe: true)
                let moved = step(machine.record, look(2000, verdict, 2))
                #expect(moved.record.state == Self.expected(test).0, "\(state) \(verdict)")
                #expect(moved.turns == Self.expected(test, after: machine.record.hold).1, "\(state) \(verdict)")
            }
        }
    }

    @Test func `A correction back to a figure that it had opens no other incident`() {
        func replay(_ looks: [(Verdict, Double, Int)], _ startup: AlertTiming.Startup) -> Replay {
            var replay = Replay(AlertTiming(startup: startup))
            for (number, look) in looks.enumerated() {
                let period = Frequency.year.period(containing: Day(clamping: 365 * look.2 + 19_000))
                replay.step(
                    Look(at: minute(number), verdict: look.0, value: look.1, basis: "m", dataPeriod: period),
                    AlertTiming(startup: startup),
                    figure: look.1.bitPattern
                )
            }
            return replay
        }
        // It was so all along: a typing error and its correction are no overtaking.
        let typing: [(Verdict, Double, Int)] = [(.met, 70, 0), (.left, 0.07, 0), (.met, 70, 0)]
        #expect(replay(typing, .arm).told.isEmpty)
        #expect(replay(typing + [(.left, 3, 0), (.met, 71, 0)], .arm).told.map(\.kind) == [.firing])
        // By figures of a later period it comes to it.
        #expect(replay([(.met, 70, 0), (.left, 3, 1), (.met, 70, 2)], .arm).told.map(\.kind) == [.firing])
        // One incident, that goes on; whoever was told that it is over is told that it is not.
        let open = replay(typing, .fire)
        #expect(open.told.map(\.kind) == [.firing, .resolved, .firing] && open.incidents.count == 1)
        // At once: what it had to wait for it has waited for.
        var waiting = Replay(AlertTiming(holdsFor: .seconds(120)))
        for (number, look) in [(Verdict.met, 70.0), (.met, 70), (.met, 70), (.left, 0.07), (.met, 70)].enumerated() {
            waiting.step(
                Look(
                    at: minute(number),
                    verdict: look.0,
                    value: look.1,
                    basis: "m",
                    dataPeriod: Frequency.year.period(containing: Day(clamping: 19_000))
                ),
                AlertTiming(holdsFor: .seconds(120)),
                figure: look.1.bitPattern
            )
        }
        #expect(waiting.told.map(\.description) == ["2 firing", "3 resolved", "4 firing"])
        #expect(waiting.incidents.count == 1)
        #expect(replay([(.met, 70, 0), (.left, 3, 0), (.met, 71, 0)], .fire).incidents.count == 2)
        #expect(replay([(.met, 70, 0), (.left, 3, 1), (.met, 70, 2)], .fire).incidents.count == 2)
    }
}
