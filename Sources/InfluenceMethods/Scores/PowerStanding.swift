import InfluenceModel

/// A power's place among the model's powers in one country.
struct PowerStanding: Hashable, Sendable {
    /// 1 is the highest value; equal values share the better rank. `nil` without a value.
    let rank: Int?
    /// The value's share of the sum over the powers that count, 0...1. `nil` without a value, for a power inside another
    /// one of the model, and where there are no shares: see ``SharePool``.
    let share: Double?

    static let none = PowerStanding(rank: nil, share: nil)

    /// The standings of `values`, one for each of `powers` in the same order. Ranks are taken among all powers.
    static func of(_ values: [Double?], in model: Model) -> [PowerStanding] {
        let pool = SharePool(values, in: model)
        return values.indices.map { place in
            guard let value = values[place] else { return .none }
            let higher = values.count { $0?.exceeds(value, ofSize: model.scale.size) ?? false }
            let counts = pool.absence == nil && pool.members.contains(place)
            return PowerStanding(rank: higher + 1, share: counts ? value / pool.sum : nil)
        }
    }
}
