import InfluenceModel

/// What a reading owes to breaks of series: between it and what it is compared with, figures cannot be compared.
package struct BrokenReading: Hashable, Sendable {
    /// What the condition would say without what the broken series add to the change; `nil` where that cannot be told.
    package let verdict: Verdict?
    /// What broke, for people: `CHN in KAZ: trade_share is read from B since 2023-12, before from A`.
    package let reason: String

    package init(verdict: Verdict?, reason: String) {
        self.verdict = verdict
        self.reason = reason
    }
}

/// The breaks behind a reading, as they are found.
struct BreakCauses {
    private let country: CountryID
    private var lines: [String] = []

    /// How many are told by name.
    private static let told = 3

    init(_ country: CountryID) {
        self.country = country
    }

    /// - Returns: the points that it adds to the change; 0 where nothing broke, `nil` where that cannot be told.
    mutating func take(_ change: BrokenChange?, _ power: PowerID) -> Double? {
        guard let change else { return 0 }
        take(change.breaks, power.text)
        return change.effect
    }

    mutating func take(_ breaks: [SeriesBreak], _ powers: String) {
        lines += breaks.map { "\(powers) in \(country): \($0)" }
    }

    func reading(_ verdict: () -> Verdict?) -> BrokenReading? {
        guard !lines.isEmpty else { return nil }
        let others = lines.count - Self.told
        return BrokenReading(
            verdict: verdict(),
            reason: lines.prefix(Self.told).joined(separator: "; ") + (others > 0 ? "; and \(others) more" : "")
        )
    }
}
