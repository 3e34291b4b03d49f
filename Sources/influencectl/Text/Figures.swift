import InfluenceText

/// `value` with exactly so many decimals, rounded half away from zero.
func fixed(_ value: Double, _ decimals: Int) -> String { DecimalText.fixed(value, decimals) }

/// A measured value for people: about six significant digits, no trailing zeros.
func rounded(_ value: Double) -> String { DecimalText.measured(value) }

/// A share of 1 as per cent: `0.914` is `91 %`.
func percent(_ share: Double, _ decimals: Int = 0) -> String {
    fixed(share * 100, decimals) + " %"
}

/// A number of bytes in binary units.
func binarySize(_ bytes: Double) -> String { DecimalText.binarySize(bytes) }

/// A length of time in its two largest units.
func duration(_ seconds: Double) -> String {
    guard seconds.isFinite, seconds >= 0 else { return "-" }
    if seconds < 10 { return fixed(seconds, 2) + " s" }
    guard let whole = Int(exactly: seconds.rounded(.down)) else { return "-" }
    if whole < 60 { return "\(whole) s" }
    if whole < 3600 { return "\(whole / 60) min \(whole % 60) s" }
    if whole < 86_400 { return "\(whole / 3600) h \(whole % 3600 / 60) min" }
    return "\(whole / 86_400) d \(whole % 86_400 / 3600) h"
}
