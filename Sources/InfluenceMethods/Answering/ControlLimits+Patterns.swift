import InfluenceControl
import InfluenceModel
import InfluenceText

extension ControlLimits {
    /// Patterns in one parameter.
    static let patternCount = 64

    /// Which alerts a call names: of each part a pattern or several.
    func matcher<Input: PatternQuestion>(
        _ input: Input,
        severity: AlertSeverity? = nil,
        labels: [AlertLabel] = []
    ) throws(VarlinkError) -> AlertMatcher {
        AlertMatcher(
            rule: try patterns(input.rule, "rule"),
            country: try patterns(input.country, "country"),
            power: try patterns(input.power, "power"),
            node: try patterns(input.node, "node"),
            severity: severity,
            labels: labels
        )
    }

    /// - Throws: `LimitReached`, where one of the patterns is too long or there are too many.
    func patterns(_ text: String?, _ name: String) throws(VarlinkError) -> String? {
        guard let text else { return nil }
        let parts = text.utf8.split(separator: UInt8(ascii: ","), omittingEmptySubsequences: false)
        if let long = parts.first(where: { $0.count > patternBytes }) {
            throw .limitReached(
                limit: patternBytes,
                key: "limits.pattern_bytes",
                reason: "a pattern of '\(name)' has \(long.count) bytes; it may have at most \(patternBytes)"
            )
        }
        guard parts.count <= Self.patternCount else {
            throw .limitReached(
                limit: Self.patternCount,
                key: "",
                reason: "'\(name)' has \(parts.count) patterns; it may have at most \(Self.patternCount)"
            )
        }
        return text
    }
}
