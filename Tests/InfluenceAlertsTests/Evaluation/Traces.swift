import InfluenceAlerts
import InfluenceModel

/// A generator whose numbers are the same everywhere. Source: Steele, Lea, Flood, "Fast splittable pseudorandom number
/// generators" (2014), SplitMix64.
struct SplitMix: RandomNumberGenerator {
    private var state: UInt64

    init(_ seed: UInt64) { state = seed }

    mutating func next() -> UInt64 {
        state &+= 0x9e37_79b9_7f4a_7c15
        var word = state
        word = (word ^ (word >> 30)) &* 0xbf58_476d_1ce4_e5b9
        word = (word ^ (word >> 27)) &* 0x94d0_49bb_1331_11eb
        return word ^ (word >> 31)
    }

    mutating func chance(_ share: Double) -> Bool { Double.random(in: 0..<1, using: &self) < share }

    mutating func pick<Element>(_ elements: [Element]) -> Element {
        elements[Int.random(in: elements.indices, using: &self)]
    }
}

/// One evaluation of one alert.
struct Look {
    let at: Instant
    /// `nil`: no data.
    var verdict: Verdict?
    var value = 0.0
    var coverage = 1.0
    var basis = "m1"
    var dataPeriod: Period?

    var reading: Reading {
        Reading(
            value: verdict.map {
                Reading.Value(value: value, verdict: $0, coverage: coverage, dataPeriod: dataPeriod)
            },
            period: nil
        )
    }
}

/// What an alert tells, and when: by the number of the look.
struct Told: Hashable, CustomStringConvertible {
    let look: Int
    let kind: AlertEventKind

    init(_ look: Int, _ kind: AlertEventKind) {
        self.look = look
        self.kind = kind
    }

    var description: String { "\(look) \(kind.rawValue)" }
}

/// The machine of one alert, look after look.
struct Replay {
    var record: AlertRecord?
    var told: [Told] = []
    var states: [AlertState] = []

    static let key = AlertKey(rule: "r", subject: AlertSubject(country: "KAZ"))

    init(_ looks: [Look], _ timing: AlertTiming) {
        for look in looks { step(look, timing) }
    }

    mutating func step(_ look: Look, _ timing: AlertTiming) {
        let machine = AlertMachine.step(
            record,
            look.reading,
            timing,
            key: Self.key,
            fingerprint: "f",
            basis: look.basis,
            at: look.at
        )
        told += machine.events.map { Told(states.count, $0.kind) }
        record = machine.record
        states.append(machine.record.state)
    }
}

func minute(_ number: Int) -> Instant { Instant(seconds: 1_700_000_000 + number * 60) }
