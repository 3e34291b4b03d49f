import InfluenceAlerts
import InfluenceModel
import InfluenceTestKit
import Testing

/// The machine on random traces.
@Suite struct MachineTraceTests {
    private static func looks(_ random: inout SplitMix, nulls: Bool = true) -> [Look] {
        var at = 0
        var year = 2000
        return (0..<Int.random(in: 1...60, using: &random)).map { _ in
            at += random.pick([1, 1, 1, 2, 5, 30])
            if random.chance(0.3) { year += 1 }
            let verdicts: [Verdict?] = [.met, .met, .met, .between, .left, .left] + (nulls ? [nil] : [])
            return Look(
                at: minute(at),
                verdict: random.pick(verdicts),
                value: Double.random(in: 0..<100, using: &random),
                dataPeriod: try? Period("\(year)")
            )
        }
    }

    private static func timing(_ random: inout SplitMix) -> AlertTiming {
        AlertTiming(
            holdsFor: .seconds(random.pick([0, 0, 60, 180, 600])),
            periods: random.pick([0, 0, 1, 2, 3]),
            keepFiringFor: .seconds(random.pick([0, 0, 60, 240])),
            repeatInterval: random.pick([nil, .seconds(60), .seconds(420)]),
            onNoData: random.pick([.keep, .keep, .resolve, .fire]),
            maxCoverageChange: nil,
            flapLimit: nil,
            startup: random.pick([.fire, .fire, .arm])
        )
    }

    @Test func `A search over the whole trace finds what the machine tells step by step`() {
        var random = SplitMix(7)
        var kinds: [AlertEventKind: Int] = [:]
        for round in 0..<4000 {
            let looks = Self.looks(&random)
            let timing = Self.timing(&random)
            let told = Replay(looks, timing).told
            #expect(told == ReferenceAlert(looks: looks, timing: timing).told(), "round \(round): \(timing) \(looks)")
            for event in told { kinds[event.kind, default: 0] += 1 }
        }
        for kind in [AlertEventKind.firing, .resolved, .repeat, .noData, .dataBack] {
            #expect(kinds[kind] ?? 0 > 500, "\(kind)")
        }
    }

    @Test func `Firing and resolved alternate, whatever happens; and each has its cause`() {
        var random = SplitMix(11)
        for _ in 0..<2000 {
            var looks = Self.looks(&random)
            for place in looks.indices {
                looks[place].coverage = random.pick([1, 1, 1, 0.5])
                looks[place].basis = random.chance(0.05) ? "m2" : "m1"
            }
            var timing = Self.timing(&random)
            timing.maxCoverageChange = random.pick([nil, 0.2])
            timing.flapLimit = random.pick([nil, 1, 3])
            timing.flapWindow = .seconds(random.pick([120, 1200]))
            let replay = Replay(looks, timing)
            let turns = replay.told.filter { $0.kind == .firing || $0.kind == .resolved }
            for (place, turn) in turns.enumerated() {
                #expect(turn.kind == (place.isMultiple(of: 2) ? .firing : .resolved))
            }
            for event in replay.told {
                let look = looks[event.look]
                switch event.kind {
                case .firing:
                    let isCalm = timing.flapLimit != nil
                    #expect(look.verdict == .met || timing.onNoData == .fire || isCalm)
                case .noData: #expect(look.verdict == nil && timing.onNoData == .keep)
                case .held: #expect(look.verdict != nil)
                default: break
                }
            }
        }
    }

    @Test func `Looking twice at the same time tells nothing new and changes nothing`() {
        var random = SplitMix(13)
        for _ in 0..<500 {
            let timing = Self.timing(&random)
            var replay = Replay(timing)
            for look in Self.looks(&random) {
                replay.step(look, timing)
                let (record, count) = (replay.record, replay.told.count)
                // A pending alert with a wait of nothing would already have fired.
                replay.step(look, timing)
                #expect(replay.record == record)
                #expect(replay.told.count == count)
            }
        }
    }

    @Test func `Looking again at the time that is due makes the transition that is due, and earlier none`() {
        var random = SplitMix(17)
        var transitions = 0
        for _ in 0..<1000 {
            let timing = Self.timing(&random)
            var replay = Replay(timing)
            for look in Self.looks(&random, nulls: false) {
                replay.step(look, timing)
                guard let record = replay.record, let due = replay.due(timing), due > look.at else { continue }
                var early = replay
                early.step(Look(at: due.adding(microseconds: -1), look), timing)
                #expect(early.told.count == replay.told.count)
                #expect(early.record?.state == record.state)
                var late = replay
                late.step(Look(at: due, look), timing)
                #expect(late.told.count > replay.told.count, "\(timing) \(record)")
                transitions += 1
            }
        }
        #expect(transitions > 1000)
    }

    @Test func `A clock that is set back or far ahead traps nothing`() {
        var random = SplitMix(19)
        for _ in 0..<200 {
            let timing = Self.timing(&random)
            var replay = Replay(timing)
            for look in Self.looks(&random) {
                let at = random.pick([look.at, Instant(microseconds: .min), Instant(microseconds: .max), minute(-500)])
                replay.step(Look(at: at, look), timing)
                if let record = replay.record { _ = AlertMachine.due(record, timing) }
            }
        }
    }
}

extension Look {
    /// The same at another time.
    init(at: Instant, _ other: Look) {
        self = other
        self.at = at
    }
}
