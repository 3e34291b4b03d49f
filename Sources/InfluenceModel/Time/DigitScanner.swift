/// Reads fixed notations made of ASCII digits and separators: dates, periods, durations, instants.
struct DigitScanner {
    private var rest: Substring.UTF8View

    init(_ text: some StringProtocol) {
        rest = Substring(text).utf8
    }

    var isAtEnd: Bool { rest.isEmpty }

    mutating func accept(_ character: Unicode.Scalar) -> Bool {
        guard let first = rest.first, UInt32(first) == character.value else { return false }
        rest.removeFirst()
        return true
    }

    /// Exactly `count` digits, or `nil` with nothing consumed.
    mutating func digits(exactly count: Int) -> Int? {
        var value = 0
        var index = rest.startIndex
        for _ in 0..<count {
            guard index < rest.endIndex, let digit = Self.digit(rest[index]) else { return nil }
            value = value * 10 + digit
            index = rest.index(after: index)
        }
        rest = rest[index...]
        return value
    }

    /// One to `maximum` digits, or `nil` with nothing consumed.
    mutating func digits(upTo maximum: Int) -> (value: Int, count: Int)? {
        var value = 0
        var count = 0
        var index = rest.startIndex
        while count < maximum, index < rest.endIndex, let digit = Self.digit(rest[index]) {
            value = value * 10 + digit
            count += 1
            index = rest.index(after: index)
        }
        guard count > 0 else { return nil }
        rest = rest[index...]
        return (value, count)
    }

    private static func digit(_ byte: UInt8) -> Int? {
        (48...57).contains(byte) ? Int(byte) - 48 : nil
    }
}
