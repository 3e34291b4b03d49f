package import InfluenceModel

/// What a reading owes to breaks of series: between it and what it is compared with, figures cannot be compared.
package struct BrokenReading: Hashable, Sendable {
    /// What the condition would say without what the broken series add to the change; `nil` where that cannot be told.
    package let verdict: Verdict?
    /// What broke, for people: `CHN in KAZ: trade_share is read from B since 2023-12, before from A`.
    package let reason: String
    /// The same one by one; at most ``AlertEvent/breakLimit``.
    package let breaks: [AlertBreak]

    package init(verdict: Verdict?, reason: String, breaks: [AlertBreak] = []) {
        self.verdict = verdict
        self.reason = reason
        self.breaks = breaks
    }
}

/// The breaks behind a reading, as they are found.
struct BreakCauses {
    private let country: CountryID
    private var lines: [String] = []
    private var breaks: [AlertBreak] = []

    /// How many are told by name.
    private static let told = 3

    init(_ country: CountryID) {
        self.country = country
    }

    /// - Returns: the points that it adds to the change; 0 where nothing broke, `nil` where that cannot be told.
    mutating func take(_ change: BrokenChange?, _ power: PowerID) -> Double? {
        guard let change else { return 0 }
        take(change.breaks, power)
        return change.effect
    }

    /// - Parameter powers: as people are told them; `nil`: as the power is written.
    mutating func take(_ found: [SeriesBreak], _ power: PowerID, _ powers: String? = nil) {
        lines += found.map { "\(powers ?? power.text) in \(country): \($0)" }
        let room = max(0, AlertEvent.breakLimit - breaks.count)
        breaks += found.prefix(room).map { AlertBreak(power: power, country: country, found: $0) }
    }

    func reading(_ verdict: () -> Verdict?) -> BrokenReading? {
        guard !lines.isEmpty else { return nil }
        let others = lines.count - Self.told
        return BrokenReading(
            verdict: verdict(),
            reason: lines.prefix(Self.told).joined(separator: "; ") + (others > 0 ? "; and \(others) more" : ""),
            breaks: breaks
        )
    }
}
