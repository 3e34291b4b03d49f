/// Columns that `text` takes on a terminal, one a Unicode scalar: enough for names, figures and sparklines.
package func displayWidth(_ text: String) -> Int {
    text.utf8.reduce(0) { count, byte in byte & 0xC0 == 0x80 ? count : count + 1 }
}

package func spaces(_ count: Int) -> String {
    String(repeating: " ", count: max(0, count))
}

/// `text` in at most `width` columns, with an ellipsis where something was cut off.
package func truncated(_ text: String, to width: Int) -> String {
    guard displayWidth(text) > width else { return text }
    var result = String.UnicodeScalarView()
    result.append(contentsOf: text.unicodeScalars.prefix(max(0, width - 1)))
    return String(result) + (width > 0 ? "…" : "")
}

/// `text` broken at spaces into lines of at most `width` columns; a longer word gets a line of its own.
package func wrapped(_ text: String, to width: Int) -> [String] {
    var lines: [String] = []
    var line = ""
    var columns = 0
    for word in printable(text).split(separator: " ") {
        let wordWidth = displayWidth(String(word))
        if columns > 0, columns + 1 + wordWidth > width {
            lines.append(line)
            line = ""
            columns = 0
        }
        if columns > 0 {
            line += " "
            columns += 1
        }
        line += word
        columns += wordWidth
    }
    if columns > 0 { lines.append(line) }
    return lines
}

/// `text` wrapped, each line indented by `indent` columns.
package func paragraph(_ text: String, indent: Int = 0, width: Int) -> String {
    wrapped(text, to: max(20, width - indent)).map { spaces(indent) + $0 + "\n" }.joined()
}
