import InfluenceFiles
import InfluenceModel
import InfluenceText

extension Rule {
    /// 16 hexadecimal digits that change when the condition's parameters or the timing do, and with nothing else: not with
    /// the series that are selected, nor severity, labels, hooks and description.
    package var fingerprint: String {
        var hash = ContentHash()
        for part in [condition.kind] + condition.parameters + timing.parameters { hash.update(framed: part) }
        return String(hash.finalize().prefix(16))
    }
}

extension AlertTiming {
    fileprivate var parameters: [String] {
        [
            "\(holdsFor.microseconds)", "\(periods)", "\(keepFiringFor.microseconds)",
            repeatInterval.map { "\($0.microseconds)" } ?? "none", onNoData.rawValue,
            maxCoverageChange.map(DecimalText.shortest) ?? "off", flapLimit.map { "\($0)" } ?? "off",
            "\(flapWindow.microseconds)", startup.rawValue,
        ]
    }
}
