import InfluenceControl
package import InfluenceEngine
package import InfluenceServer
import InfluenceText

/// What clients of the control socket may cost: the section `limits` of the configuration.
package struct ControlLimits: Sendable, Equatable {
    /// Connections, calls that wait, lines in the log.
    package var server = Limits()
    /// Bytes of a pattern with `*` and `?`, and of a label: `limits.pattern_bytes`.
    package var patternBytes = GlobPattern.usualLimit
    /// Size of a file of observations.
    package var imports = ImportLimits()

    package init() {}

    /// A parameter that holds a pattern, or something of a pattern's length.
    /// - Throws: `LimitReached`, where it is longer.
    func pattern(_ text: String, _ name: String) throws(VarlinkError) -> String {
        guard text.utf8.count <= patternBytes else {
            throw .limitReached(
                limit: patternBytes,
                key: "limits.pattern_bytes",
                reason: "'\(name)' has \(text.utf8.count) bytes; it may have at most \(patternBytes)"
            )
        }
        return text
    }
}
