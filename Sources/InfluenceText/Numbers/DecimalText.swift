/// Numbers as text in files and messages: the same in every locale, and exact in both directions.
package enum DecimalText {
    /// Why a text is not a number.
    package enum Problem: Error, Hashable, Sendable {
        /// Not digits with an optional sign, decimal point and exponent: `1,5`, `0x10`, `inf`, `1_000`.
        case notDecimal
        /// A decimal number whose magnitude no double holds: `1e999`, `1e-999`.
        case outOfRange
    }

    /// Reads `[+-]digits[.digits][e[+-]digits]`, correctly rounded; never infinite, NaN or -0.
    package static func parse(_ bytes: Span<UInt8>) -> Result<Double, Problem> {
        var index = 0
        let count = bytes.count
        var negative = false
        if index < count, bytes[index] == UInt8(ascii: "-") || bytes[index] == UInt8(ascii: "+") {
            negative = bytes[index] == UInt8(ascii: "-")
            index += 1
        }
        // The digits as one integer, as long as it is exact: 19 digits fit into 64 bits.
        var mantissa: UInt64 = 0
        var significant = 0
        var digits = 0
        var fractionDigits = 0
        var inFraction = false
        while index < count {
            let byte = bytes[index]
            if byte &- 48 <= 9 {
                digits += 1
                if inFraction { fractionDigits += 1 }
                if significant > 0 || byte != 48 { significant += 1 }
                if significant <= 19 { mantissa = mantissa &* 10 &+ UInt64(byte &- 48) }
            } else if byte == UInt8(ascii: "."), !inFraction {
                inFraction = true
            } else {
                break
            }
            index += 1
        }
        guard digits > 0 else { return .failure(.notDecimal) }
        var exponent = 0
        if index < count {
            guard bytes[index] | 0x20 == UInt8(ascii: "e") else { return .failure(.notDecimal) }
            index += 1
            var negativeExponent = false
            if index < count, bytes[index] == UInt8(ascii: "-") || bytes[index] == UInt8(ascii: "+") {
                negativeExponent = bytes[index] == UInt8(ascii: "-")
                index += 1
            }
            let first = index
            while index < count, bytes[index] &- 48 <= 9 {
                // Stopped far beyond the range of a double, and far from overflow.
                if exponent < 100_000 { exponent = exponent * 10 + Int(bytes[index] &- 48) }
                index += 1
            }
            guard index == count, index > first else { return .failure(.notDecimal) }
            if negativeExponent { exponent = -exponent }
        }
        if significant == 0 { return .success(0) }
        let scale = exponent - fractionDigits
        if significant <= 19, mantissa <= 1 << 53, scale >= -22, scale <= 22 {
            // Both operands are exact doubles, so one operation rounds once. Source: W. D. Clinger, "How to Read
            // Floating Point Numbers Accurately" (1990).
            let magnitude = scale < 0 ? Double(mantissa) / powersOfTen[-scale] : Double(mantissa) * powersOfTen[scale]
            return .success(negative ? -magnitude : magnitude)
        }
        return parseSlowly(bytes)
    }

    package static func parse(_ text: String) -> Result<Double, Problem> {
        parse(Array(text.utf8).span)
    }

    /// For a text whose form is already known to be decimal.
    private static func parseSlowly(_ bytes: Span<UInt8>) -> Result<Double, Problem> {
        var copy: [UInt8] = []
        copy.reserveCapacity(bytes.count)
        for index in bytes.indices { copy.append(bytes[index]) }
        let text = String(decoding: copy, as: UTF8.self)
        guard let value = Double(text), value.isFinite, value != 0 else { return .failure(.outOfRange) }
        return .success(value)
    }

    /// The shortest text that reads back as the same double; whole numbers without `.0`.
    package static func shortest(_ value: Double) -> String {
        let text = value.description
        return text.hasSuffix(".0") ? String(text.dropLast(2)) : text
    }

    private static let powersOfTen: [Double] = [
        1, 1e1, 1e2, 1e3, 1e4, 1e5, 1e6, 1e7, 1e8, 1e9, 1e10, 1e11, 1e12, 1e13, 1e14, 1e15, 1e16, 1e17, 1e18, 1e19,
        1e20, 1e21, 1e22,
    ]
}
