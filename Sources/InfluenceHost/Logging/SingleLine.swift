/// Text from anywhere as part of one line: nothing in it can end the line, move a terminal's cursor, or reorder what is
/// read. Control characters (C0, DEL, C1), line and paragraph separators and bidirectional controls are written as
/// escapes (`\n`, `\u{1B}`); everything else stays as it is.
///
/// - Parameters:
///   - text: any text.
///   - quoted: whether the result stands between double quotes, so that `"` and `\` are escaped too and it reads back.
func singleLine(_ text: String, quoted: Bool = false) -> String {
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
    switch scalar.value {
    case 0x00...0x1F, 0x7F...0x9F, 0x2028...0x2029, 0x202A...0x202E, 0x2066...0x2069: true
    case 0x22, 0x5C: quoted
    default: false
    }
}

/// The longest prefix of whole characters within `limit` bytes of UTF-8, followed by `…` where something was cut.
func truncated(_ text: String, toBytes limit: Int) -> String {
    guard text.utf8.count > limit else { return text }
    var bytes = 0
    let room = limit - "…".utf8.count
    let end = text.unicodeScalars.firstIndex { scalar in
        bytes += UTF8.width(scalar)
        return bytes > room
    }
    return String(text.unicodeScalars[..<(end ?? text.endIndex)]) + "…"
}
