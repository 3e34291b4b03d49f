/// Text from anywhere as part of one line: nothing in it can end the line, move a terminal's cursor, or reorder what is
/// read. Control characters (C0, DEL, C1), line and paragraph separators and bidirectional controls are written as
/// escapes (`\n`, `\u{1B}`); everything else stays as it is.
///
/// - Parameters:
///   - text: any text.
///   - quoted: whether the result stands between double quotes, so that `"` and `\` are escaped too and it reads back.
package func singleLine(_ text: String, quoted: Bool = false) -> String {
    guard text.unicodeScalars.contains(where: { needsEscape($0, quoted: quoted) }) else { return text }
    var result = ""
    for scalar in text.unicodeScalars {
        guard needsEscape(scalar, quoted: quoted) else {
            result.unicodeScalars.append(scalar)
            continue
        }
        switch scalar {
        case "\n": result += "\\n"
        case "\r": result += "\\r"
        case "\t": result += "\\t"
        case "\"": result += "\\\""
        case "\\": result += "\\\\"
        default: result += "\\u{" + String(scalar.value, radix: 16, uppercase: true) + "}"
        }
    }
    return result
}

/// Text of several lines, each as ``singleLine(_:quoted:)`` writes it: for a terminal.
package func printableLines(_ text: String) -> String {
    text.split(separator: "\n", omittingEmptySubsequences: false).map { singleLine(String($0)) }.joined(separator: "\n")
}

private func needsEscape(_ scalar: Unicode.Scalar, quoted: Bool) -> Bool {
    scalar.isControl || quoted && (scalar == "\"" || scalar == "\\")
}

/// The longest prefix of whole characters within `limit` bytes of UTF-8, followed by `…` where something was cut.
package func truncated(_ text: String, toBytes limit: Int) -> String {
    guard text.utf8.count > limit else { return text }
    var bytes = 0
    let room = limit - "…".utf8.count
    let end = text.unicodeScalars.firstIndex { scalar in
        bytes += UTF8.width(scalar)
        return bytes > room
    }
    return String(text.unicodeScalars[..<(end ?? text.endIndex)]) + "…"
}
