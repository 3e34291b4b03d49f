import InfluenceAlerts
import InfluenceModel

/// Answers that a test gives.
struct AnsweredInquiry: AlertInquiry {
    var isBroken: () -> BrokenReading?
    var hasFigure: () -> UInt64?

    func broken() -> BrokenReading? { isBroken() }
    func uncovered(beyond limit: Double) -> CoverageMove? { nil }
    func figure() -> UInt64? { hasFigure() }
    func beforeErrors(_ verdict: Verdict) -> [PastStanding]? { nil }
    func isAlike(_ basis: String) -> Bool { false }
}

extension AlertMachine {
    static func step(
        _ record: AlertRecord?,
        _ reading: Reading,
        _ timing: AlertTiming,
        key: AlertKey,
        fingerprint: String,
        basis: String,
        at now: Instant,
        broken: @escaping () -> BrokenReading? = { nil },
        figure: @escaping () -> UInt64? = { nil }
    ) -> AlertMachine {
        step(
            record,
            reading,
            timing,
            key: key,
            fingerprint: fingerprint,
            basis: basis,
            at: now,
            asking: AnsweredInquiry(isBroken: broken, hasFigure: figure)
        )
    }
}
