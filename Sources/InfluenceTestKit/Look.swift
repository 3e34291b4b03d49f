package import InfluenceAlerts
package import InfluenceModel

/// One evaluation of one alert.
package struct Look {
    package var at: Instant
    /// `nil`: no data.
    package var verdict: Verdict?
    package var value = 0.0
    package var coverage = 1.0
    package var basis = "m1"
    package var dataPeriod: Period?

    package init(
        at: Instant,
        verdict: Verdict?,
        value: Double = 0,
        coverage: Double = 1,
        basis: String = "m1",
        dataPeriod: Period? = nil
    ) {
        self.at = at
        self.verdict = verdict
        self.value = value
        self.coverage = coverage
        self.basis = basis
        self.dataPeriod = dataPeriod
    }

    package var reading: Reading {
        Reading(
            value: verdict.map {
                Reading.Value(value: value, verdict: $0, coverage: coverage, dataPeriod: dataPeriod)
            },
            period: nil
        )
    }
}

/// What an alert tells, and when: by the number of the look.
package struct Told: Hashable, CustomStringConvertible {
    package let look: Int
    package let kind: AlertEventKind

    package init(_ look: Int, _ kind: AlertEventKind) {
        self.look = look
        self.kind = kind
    }

    package var description: String { "\(look) \(kind.rawValue)" }
}
