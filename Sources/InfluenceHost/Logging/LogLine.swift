import InfluenceModel
import InfluenceText
import Logging

/// How one log line looks. Pure: what goes in decides what comes out.
enum LogLine {
    /// A line longer than this many bytes is cut: the journal would split it, and lose the priority of the rest.
    static let limit = 16_384

    /// - Parameters:
    ///   - label: the part of the daemon that speaks.
    ///   - metadata: printed as `key=value`, sorted by key.
    /// - Returns: the line with its line break: exactly one.
    static func format(
        style: LogStyle,
        time: Instant,
        label: String,
        level: Logger.Level,
        message: String,
        metadata: Logger.Metadata
    ) -> String {
        var line = style.prefix(level: level, time: time)
        line += singleLine(label) + ": " + singleLine(message)
        for (key, value) in metadata.sorted(by: { $0.key < $1.key }) {
            line += " " + name(key) + "=" + (isSecret(key) ? "***" : text(value))
        }
        return truncated(line, toBytes: limit) + "\n"
    }

    /// Keys have no spaces, quotes or equals signs, so that a line splits again into its fields.
    private static func name(_ key: String) -> String {
        var name = ""
        for scalar in key.unicodeScalars {
            let plain =
                scalar.properties.isAlphabetic || ("0"..."9").contains(scalar) || "._-".unicodeScalars.contains(scalar)
            name.unicodeScalars.append(plain ? scalar : "_")
        }
        return name.isEmpty ? "_" : name
    }

    /// The second line of defence: callers do not log secrets, and what is called one is not printed.
    private static func isSecret(_ key: String) -> Bool {
        let key = key.lowercased()
        return ["password", "secret", "token", "authorization", "credential"].contains { key.contains($0) }
    }

    private static func text(_ value: Logger.MetadataValue) -> String {
        switch value {
        case .string(let text): quotedIfNeeded(text)
        case .stringConvertible(let value): quotedIfNeeded(value.description)
        case .array(let values): "[" + values.map(text).joined(separator: ",") + "]"
        case .dictionary(let values):
            "{"
                + values.sorted { $0.key < $1.key }
                .map { name($0.key) + "=" + (isSecret($0.key) ? "***" : text($0.value)) }.joined(separator: ",") + "}"
        }
    }

    private static func quotedIfNeeded(_ text: String) -> String {
        let escaped = singleLine(text, quoted: true)
        let plain =
            escaped == text && !text.isEmpty && !text.unicodeScalars.contains { " =,[]{}".unicodeScalars.contains($0) }
        return plain ? text : "\"" + escaped + "\""
    }
}
