// Where a power is part of another one, as a member of a union, its figures are in those of the union: what adds up powers
// counts one of the two.

extension Model {
    /// The union that a power belonged to at the end of a period: as the model says of its powers, else as there are unions.
    package func union(of power: PowerID, in period: Period) -> PowerID? {
        if let union = powers.first(where: { $0.id == power })?.within { return union }
        guard let union = AreaUnions.members[power] else { return nil }
        return AreaUnions.lastDays[power].map { period.end > $0 } ?? false ? nil : union
    }

    /// Positions of the powers that are inside no other: what shares of indices are taken among, whether the union has a
    /// figure or not.
    package var outermostPowers: [Int] { powers.indices.filter { powers[$0].within == nil } }
}
