/// Rounded numbers for people, in no locale.
extension DecimalText {
    /// With exactly so many decimals, rounded half away from zero: `2.50`. What is too large to have decimals that could
    /// be rounded, and what is not finite, is written as it is.
    package static func fixed(_ value: Double, _ places: Int) -> String {
        let scale = (0..<places).reduce(1.0) { power, _ in power * 10 }
        let scaled = (value * scale).rounded()
        // Beyond 2^53 a double has no fraction that could be rounded.
        guard abs(scaled) < 9_007_199_254_740_992, let units = Int64(exactly: abs(scaled)) else { return "\(value)" }
        let digits = String(units)
        let padded = String(repeating: "0", count: max(0, places + 1 - digits.utf8.count)) + digits
        let sign = scaled < 0 ? "-" : ""
        guard places > 0 else { return sign + padded }
        return sign + padded.dropLast(places) + "." + padded.suffix(places)
    }

    /// With at most so many decimals, without zeros at the end: `2.15`, `-0.5`, `3`.
    package static func short(_ value: Double, places: Int = 2) -> String {
        let text = fixed(value, places)
        guard text.utf8.contains(UInt8(ascii: ".")), !text.utf8.contains(UInt8(ascii: "e")) else { return text }
        var trimmed = Substring(text)
        while trimmed.last == "0" { trimmed.removeLast() }
        if trimmed.last == "." { trimmed.removeLast() }
        return String(trimmed)
    }

    /// A share of 1 as per cent, to a tenth: `59.9 %` is not `60 %`.
    package static func percent(_ share: Double) -> String {
        let tenths = (share * 1000).rounded()
        return short(tenths.isFinite ? tenths / 10 : share, places: 1) + " %"
    }

    /// A probability as per cent. What was counted in a finite number of replications is never certain.
    package static func probability(_ share: Double) -> String {
        share > 0.999 ? "> 99.9 %" : share < 0.001 ? "< 0.1 %" : percent(share)
    }

    /// A measured value: about six significant digits, no trailing zeros.
    package static func measured(_ value: Double) -> String {
        let magnitude = abs(value)
        guard magnitude > 0 else { return "0" }
        guard magnitude >= 0.0001 else { return "\(value)" }
        var places = 5
        var limit = 10.0
        while places > 0, magnitude >= limit {
            places -= 1
            limit *= 10
        }
        if magnitude < 0.1 { places += 3 }
        return short(value, places: places)
    }

    /// Four significant digits, with an exponent where a number is very small or very large.
    package static func significant(_ value: Double) -> String {
        guard value.isFinite, value != 0 else { return value == 0 ? "0" : "\(value)" }
        let magnitude = value.magnitude
        guard magnitude >= 1e-3, magnitude < 1e9 else { return scientific(value) }
        var (scale, limit) = (1.0, 1000.0)
        while magnitude < limit, scale < 1e6 {
            scale *= 10
            limit /= 10
        }
        return shortest((value * scale).rounded() / scale)
    }

    private static func scientific(_ value: Double) -> String {
        var (digits, exponent) = (value, 0)
        while digits.magnitude >= 10 {
            digits /= 10
            exponent += 1
        }
        while digits.magnitude < 1 {
            digits *= 10
            exponent -= 1
        }
        return "\(shortest((digits * 1000).rounded() / 1000))e\(exponent)"
    }
}
