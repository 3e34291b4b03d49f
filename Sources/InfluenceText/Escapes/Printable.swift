/// `text` on one line and without control characters: a note in a data file must not be able to move the cursor,
/// rename the window or forge a row.
package func printable(_ text: String) -> String {
    guard text.unicodeScalars.contains(where: \.isControl) else { return text }
    var result = String.UnicodeScalarView()
    for scalar in text.unicodeScalars {
        let isSpace = scalar == "\n" || scalar == "\r" || scalar == "\t"
        result.append(isSpace ? " " : scalar.isControl ? "\u{FFFD}" : scalar)
    }
    return String(result)
}

/// `text` without control characters but for line breaks and tabs: text of several lines, or of fields.
package func withoutControls(_ text: String) -> String {
    func isReplaced(_ scalar: Unicode.Scalar) -> Bool { scalar.isControl && scalar != "\n" && scalar != "\t" }
    guard text.unicodeScalars.contains(where: isReplaced) else { return text }
    var result = String.UnicodeScalarView()
    for scalar in text.unicodeScalars { result.append(isReplaced(scalar) ? "\u{FFFD}" : scalar) }
    return String(result)
}

/// JSON as text whose strings hold no control character as it is: the same document. (Those below U+0020 are escaped
/// already, as JSON wants them.)
package func printableJSON(_ json: String) -> String {
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
