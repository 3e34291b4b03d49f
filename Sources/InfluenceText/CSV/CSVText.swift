/// Writes CSV by RFC 4180: LF as the line end, quotes only around fields that need them.
package struct CSVText {
    package private(set) var bytes: [UInt8] = []
    private var isAtLineStart = true

    package init() {}

    package mutating func field(_ text: String) {
        separate()
        guard Self.needsQuotes(text) else {
            bytes.append(contentsOf: text.utf8)
            return
        }
        bytes.append(UInt8(ascii: "\""))
        for byte in text.utf8 {
            if byte == UInt8(ascii: "\"") { bytes.append(byte) }
            bytes.append(byte)
        }
        bytes.append(UInt8(ascii: "\""))
    }

    /// Text that is one or several fields already.
    package mutating func raw(_ text: ArraySlice<UInt8>) {
        separate()
        bytes.append(contentsOf: text)
    }

    package mutating func record(_ fields: [String]) {
        for text in fields { field(text) }
        endRecord()
    }

    package mutating func endRecord() {
        bytes.append(UInt8(ascii: "\n"))
        isAtLineStart = true
    }

    /// Hands over what was written so far, and goes on with nothing.
    package mutating func take() -> [UInt8] {
        defer { bytes.removeAll(keepingCapacity: true) }
        return bytes
    }

    private mutating func separate() {
        if !isAtLineStart { bytes.append(UInt8(ascii: ",")) }
        isAtLineStart = false
    }

    private static func needsQuotes(_ text: String) -> Bool {
        text.utf8.contains {
            [UInt8(ascii: ","), UInt8(ascii: "\""), UInt8(ascii: "\n"), UInt8(ascii: "\r")].contains($0)
        }
    }
}
