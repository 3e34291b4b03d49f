import InfluenceText

/// `value` with exactly so many decimals, rounded half away from zero.
func fixed(_ value: Double, _ decimals: Int) -> String { DecimalText.fixed(value, decimals) }

/// A measured value for people: about six significant digits, no trailing zeros.
func rounded(_ value: Double) -> String { DecimalText.measured(value) }

/// A share of 1 as per cent: `0.914` is `91 %`.
func percent(_ share: Double, _ decimals: Int = 0) -> String {
    fixed(share * 100, decimals) + " %"
}

/// A probability as per cent: `0.96` is `96 %`. What was counted in a finite number of replications is never certain.
func probability(_ share: Double) -> String {
    if share > 0.999 { return "> 99.9 %" }
    if share < 0.001 { return "< 0.1 %" }
    return percent(share, share < 0.01 || share > 0.99 ? 1 : 0)
}

/// A number of bytes in binary units.
func binarySize(_ bytes: Double) -> String {
    var value = bytes
    var unit = "B"
    for larger in ["KiB", "MiB", "GiB", "TiB"] where value >= 1024 {
        value /= 1024
        unit = larger
    }
    return unit == "B" ? "\(fixed(value, 0)) B" : "\(fixed(value, 1)) \(unit)"
}

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

/// `1 run`, `2 runs`.
func counted(_ count: Int64, _ noun: String, _ plural: String? = nil) -> String {
    "\(count) \(count == 1 ? noun : plural ?? noun + "s")"
}
