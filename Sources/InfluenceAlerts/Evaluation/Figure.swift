import InfluenceText

/// Numbers in sentences: short, in no locale.
enum Figure {
    /// With at most `places` decimals, without trailing zeros: `2.15`, `-0.5`, `3`.
    static func text(_ value: Double, places: Int = 2) -> String { DecimalText.short(value, places: places) }

    /// With at most two decimals, or as many as tell it from levels that it is not: nothing is said to be above 60 that is 60.
    static func text(_ value: Double, apartFrom levels: [Double]) -> String {
        for places in 2..<12 {
            let text = text(value, places: places)
            if levels.allSatisfy({ value == $0 || text != Figure.text($0, places: places) }) { return text }
        }
        return DecimalText.shortest(value)
    }

    /// `1 day`, `64 days`, in whole ones.
    static func counted(_ value: Double, _ noun: String, _ plural: String? = nil) -> String {
        let count = text(value, places: 0)
        return count == "1" || count == "-1" ? "\(count) \(noun)" : "\(count) \(plural ?? noun + "s")"
    }

    /// `+2.15`
    static func signed(_ value: Double, apartFrom levels: [Double] = []) -> String {
        (value > 0 ? "+" : "") + text(value, apartFrom: levels)
    }

    /// 0.25 as `25 %`
    static func percent(_ share: Double) -> String { DecimalText.percent(share) }
}
