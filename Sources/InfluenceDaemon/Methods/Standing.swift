import InfluenceModel

/// A power's place among the model's powers in one country.
struct Standing: Hashable, Sendable {
    /// 1 is the highest value; equal values share the better rank. `nil` without a value.
    let rank: Int?
    /// The value's share of the sum over the powers that count, 0...1. `nil` without a value, for a power inside another
    /// one of the model, and where the sum is not positive or a value is negative (a share means nothing there).
    let share: Double?

    /// The standings of `values`, one for each of `powers` in the same order.
    ///
    /// Ranks are taken among all powers. Shares leave out a power that is within another configured one, so that nothing
    /// is counted twice. Source of the share: Elcano Global Presence Index, methodological note.
    static func of(_ values: [Double?], powers: [Power]) -> [Standing] {
        let ids = Set(powers.map(\.id))
        let counts = powers.map { power in power.within.map { !ids.contains($0) } ?? true }
        var sum = 0.0
        var sharesMeanSomething = true
        for (value, counts) in zip(values, counts) where counts {
            guard let value else { continue }
            sum += value
            if value < 0 { sharesMeanSomething = false }
        }
        sharesMeanSomething = sharesMeanSomething && sum > 0
        return zip(values, counts).map { value, counts in
            guard let value else { return Standing(rank: nil, share: nil) }
            let higher = values.count { $0.map { $0 > value } ?? false }
            return Standing(rank: higher + 1, share: counts && sharesMeanSomething ? value / sum : nil)
        }
    }
}
