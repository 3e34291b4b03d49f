import InfluenceControl
import InfluenceModel
import InfluenceText

extension ControlLimits {
    /// Patterns in one parameter.
    static let patternCount = 64

    /// Which alerts a call names: of each part a pattern or several.
    /// - Parameter model: by whose names and titles its members may be called.
    func matcher<Input: PatternQuestion>(
        _ input: Input,
        in model: Model,
        severity: AlertSeverity? = nil,
        labels: [AlertLabel] = []
    ) throws(VarlinkError) -> AlertMatcher {
        AlertMatcher(
            rule: try patterns(input.rule, "rule"),
            country: try patterns(input.country, "country") { model.country(called: $0)?.id.text },
            power: try patterns(input.power, "power") { model.power(called: $0)?.id.text },
            node: try patterns(input.node, "node") { model.series(called: $0)?.text },
            severity: severity,
            labels: labels
        )
    }

    /// - Parameter id: the id of what is called so.
    /// - Throws: `LimitReached`, where one of the patterns is too long or there are too many.
    func patterns(
        _ text: String?,
        _ name: String,
        id: (String) -> String? = { _ in nil }
    ) throws(VarlinkError) -> String? {
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
        return text.split(separator: ",", omittingEmptySubsequences: false).map { id(String($0)) ?? String($0) }
            .joined(separator: ",")
    }
}
