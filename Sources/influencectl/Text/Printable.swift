import InfluenceText

/// `text` on one line and without control characters: a note in a data file must not be able to move the cursor,
/// rename the window or forge a row.
func printable(_ text: String) -> String {
    guard text.unicodeScalars.contains(where: \.isControl) else { return text }
    var result = String.UnicodeScalarView()
    for scalar in text.unicodeScalars {
        let isSpace = scalar == "\n" || scalar == "\r" || scalar == "\t"
        result.append(isSpace ? " " : scalar.isControl ? "\u{FFFD}" : scalar)
    }
    return String(result)
}

/// `text` without control characters but for line breaks and tabs: text of several lines, or of fields.
func withoutControls(_ text: String) -> String {
    func isReplaced(_ scalar: Unicode.Scalar) -> Bool { scalar.isControl && scalar != "\n" && scalar != "\t" }
    guard text.unicodeScalars.contains(where: isReplaced) else { return text }
    var result = String.UnicodeScalarView()
    for scalar in text.unicodeScalars { result.append(isReplaced(scalar) ? "\u{FFFD}" : scalar) }
    return String(result)
}

/// JSON as text whose strings hold no control character as it is: the same document. (Those below U+0020 are escaped
/// already, as JSON wants them.)
func printableJSON(_ json: String) -> String {
    guard json.unicodeScalars.contains(where: \.isControl) else { return json }
    var result = String.UnicodeScalarView()
    for scalar in json.unicodeScalars {
        guard scalar.isControl else {
            result.append(scalar)
            continue
        }
        let digits = String(scalar.value, radix: 16)
        let padding = String(repeating: "0", count: 4 - digits.utf8.count)
        result.append(contentsOf: ("\\u" + padding + digits).unicodeScalars)
    }
    return String(result)
}

/// Columns that `text` takes on a terminal, one a Unicode scalar: enough for names, figures and sparklines.
func displayWidth(_ text: String) -> Int {
    text.utf8.reduce(0) { count, byte in byte & 0xC0 == 0x80 ? count : count + 1 }
}

func spaces(_ count: Int) -> String {
    String(repeating: " ", count: max(0, count))
}

/// `text` in at most `width` columns, with an ellipsis where something was cut off.
func truncated(_ text: String, to width: Int) -> String {
    guard displayWidth(text) > width else { return text }
    var result = String.UnicodeScalarView()
    result.append(contentsOf: text.unicodeScalars.prefix(max(0, width - 1)))
    return String(result) + (width > 0 ? "…" : "")
}

/// `text` broken at spaces into lines of at most `width` columns; a longer word gets a line of its own.
func wrapped(_ text: String, to width: Int) -> [String] {
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
func paragraph(_ text: String, indent: Int = 0, width: Int) -> String {
    wrapped(text, to: max(20, width - indent)).map { spaces(indent) + $0 + "\n" }.joined()
}
