/// Numbers in sentences: short, in no locale.
enum Figure {
    /// With at most `places` decimals, without trailing zeros: `2.15`, `-0.5`, `3`.
    static func text(_ value: Double, places: Int = 2) -> String {
        guard value.isFinite, value.magnitude < 1e15 else { return "\(value)" }
        var scale = 1.0
        for _ in 0..<places { scale *= 10 }
        let scaled = (value.magnitude * scale).rounded()
        guard scaled < 9e15 else { return "\(value)" }
        let digits = Int64(scaled)
        let (whole, part) = digits.quotientAndRemainder(dividingBy: Int64(scale))
        var decimals = String(part)
        decimals = String(repeating: "0", count: max(0, places - decimals.count)) + decimals
        while decimals.hasSuffix("0") { decimals.removeLast() }
        return (value < 0 && digits != 0 ? "-" : "") + "\(whole)" + (decimals.isEmpty ? "" : "." + decimals)
    }

    /// `1 day`, `64 days`, in whole ones.
    static func counted(_ value: Double, _ noun: String, _ plural: String? = nil) -> String {
        let count = text(value, places: 0)
        return count == "1" || count == "-1" ? "\(count) \(noun)" : "\(count) \(plural ?? noun + "s")"
    }

    /// `+2.15`
    static func signed(_ value: Double) -> String { (value > 0 ? "+" : "") + text(value) }

    /// A probability: 0.25 as `25 %`. What was counted in a finite number of replications is never certain.
    static func probability(_ share: Double) -> String {
        share > 0.999 ? "> 99.9 %" : share < 0.001 ? "< 0.1 %" : percent(share)
    }

    /// 0.25 as `25 %`
    static func percent(_ share: Double) -> String { text(share * 100, places: 1) + " %" }
}
