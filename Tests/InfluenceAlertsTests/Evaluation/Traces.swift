import InfluenceAlerts
import InfluenceModel
import InfluenceTestKit

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
