extension Model {
    /// The union that a power belonged to at the end of a period: as the model says of its powers, else as there are unions.
    package func union(of power: PowerID, in period: Period) -> PowerID? {
        if let union = powers.first(where: { $0.id == power })?.within { return union }
        guard let union = AreaUnions.members[power] else { return nil }
        return AreaUnions.lastDays[power].map { period.end > $0 } ?? false ? nil : union
    }
}
