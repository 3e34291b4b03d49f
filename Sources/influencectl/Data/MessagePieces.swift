/// Longest piece as it stands in a message, escapes included: the daemon takes messages of 1 MiB, and the call around
/// the piece needs some of it.
private let longestPiece = 1_000_000

/// Where to cut `bytes`, valid UTF-8, so that each piece fits into a message: never inside a character.
func messagePieces(of bytes: [UInt8], limit: Int = longestPiece) -> [Range<Int>] {
    var pieces: [Range<Int>] = []
    var start = 0
    var length = 0
    var index = 0
    while index < bytes.count {
        var next = index + 1
        // The bytes that continue a character stay with it.
        while next < bytes.count, bytes[next] & 0xC0 == 0x80 { next += 1 }
        let cost = next - index > 1 ? next - index : escapedLength(bytes[index])
        if length + cost > limit, index > start {
            pieces.append(start..<index)
            start = index
            length = 0
        }
        length += cost
        index = next
    }
    if start < bytes.count { pieces.append(start..<bytes.count) }
    return pieces
}

/// How many bytes an ASCII character takes in a JSON string.
private func escapedLength(_ byte: UInt8) -> Int {
    switch byte {
    case 0x22, 0x5C, 0x08, 0x09, 0x0A, 0x0C, 0x0D: 2
    case 0..<0x20: 6
    default: 1
    }
}

/// The line and column, both from 1, of the first byte that is not UTF-8; columns count bytes. `nil` where all is well.
func invalidUTF8(in bytes: [UInt8]) -> (line: Int, column: Int)? {
    var index = 0
    var line = 1
    var lineStart = 0
    while index < bytes.count {
        if bytes[index] < 0x80 {
            if bytes[index] == 0x0A {
                line += 1
                lineStart = index + 1
            }
            index += 1
            continue
        }
        let length = characterLength(bytes, at: index)
        guard length > 0 else { return (line, index - lineStart + 1) }
        index += length
    }
    return nil
}

/// The length of the multi-byte character at `index`, or 0 where there is none.
/// Source: Unicode Standard, table 3-7, well-formed UTF-8 byte sequences.
private func characterLength(_ bytes: [UInt8], at index: Int) -> Int {
    let length: Int
    let second: ClosedRange<UInt8>
    switch bytes[index] {
    case 0xC2...0xDF: (length, second) = (2, 0x80...0xBF)
    case 0xE0: (length, second) = (3, 0xA0...0xBF)
    case 0xED: (length, second) = (3, 0x80...0x9F)
    case 0xE1...0xEF: (length, second) = (3, 0x80...0xBF)
    case 0xF0: (length, second) = (4, 0x90...0xBF)
    case 0xF1...0xF3: (length, second) = (4, 0x80...0xBF)
    case 0xF4: (length, second) = (4, 0x80...0x8F)
    default: return 0
    }
    guard index + length <= bytes.count, second.contains(bytes[index + 1]),
        bytes[(index + 2)..<(index + length)].allSatisfy({ $0 & 0xC0 == 0x80 })
    else { return 0 }
    return length
}
