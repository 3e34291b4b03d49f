/// Unions whose members sources list beside them.
package enum AreaUnions {
    /// By member, as codes of this project.
    package static let members: [PowerID: PowerID] = Dictionary(
        uniqueKeysWithValues: europeanUnion.map { (PowerID($0), PowerID("EUU")) }
    )

    /// Of members that left: the last day on which they were one.
    package static let lastDays: [PowerID: Day] = Day(year: 2020, month: 1, day: 31).map { ["GBR": $0] } ?? [:]

    /// The members of the European Union, one that has left it included.
    private static let europeanUnion: Set<String> = [
        "AUT", "BEL", "BGR", "CYP", "CZE", "DEU", "DNK", "ESP", "EST", "FIN", "FRA", "GBR", "GRC", "HRV", "HUN", "IRL",
        "ITA", "LTU", "LUX", "LVA", "MLT", "NLD", "POL", "PRT", "ROU", "SVK", "SVN", "SWE",
    ]
}
