package import InfluenceModel

/// Of which powers it is counted how often one is above the other: all pairs of two hundred powers would take as long as
/// everything else.
package enum ComparedPairs: Hashable, Sendable {
    /// Each with each, both ways round.
    case all
    /// The power with each other: how often it is above.
    case of(PowerID)
    /// How often the second is above the first.
    case these([PowerPair])

    /// By the first power, then by the second.
    func positions(in model: Model) -> [(first: Int, second: Int)] {
        let powers = model.powers.map(\.id)
        return powers.indices.flatMap { first in
            powers.indices.filter { $0 != first }.compactMap { second in
                let isWanted =
                    switch self {
                    case .all: true
                    case .of(let power): powers[second] == power
                    case .these(let pairs): pairs.contains(PowerPair(powers[first], powers[second]))
                    }
                return isWanted ? (first, second) : nil
            }
        }
    }
}
