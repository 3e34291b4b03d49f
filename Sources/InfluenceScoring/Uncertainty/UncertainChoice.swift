/// What is drawn anew in every replication. The raw value is the number of the choice's factor of random numbers; the
/// first two, of which every element has one, share their blocks.
package enum UncertainChoice: Int, CaseIterable, Sendable {
    case weights, dropping, goalposts, normalisation, aggregation, treatment

    package var name: String {
        switch self {
        case .weights: "weights"
        case .dropping: "dropping"
        case .goalposts: "goalposts"
        case .normalisation: "normalisation"
        case .aggregation: "aggregation"
        case .treatment: "treatment"
        }
    }

    /// Whether every element draws a number of its own. The others draw one option of few.
    var isOfElements: Bool { self == .weights || self == .dropping }
}

/// Some of the choices.
struct UncertainChoices: OptionSet, Hashable, Sendable {
    /// One bit a choice.
    let rawValue: UInt8

    init(rawValue: UInt8) { self.rawValue = rawValue }

    init(_ choices: [UncertainChoice]) { rawValue = choices.reduce(0) { $0 | 1 << UInt8($1.rawValue) } }

    func contains(_ choice: UncertainChoice) -> Bool { rawValue >> UInt8(choice.rawValue) & 1 == 1 }
}

/// The options that a replication takes, apart from weights and the indicator left out.
struct Options: Hashable, Sendable {
    /// Of the indicators: position among ``UncertainLeaves``.
    var leaves = 0
    /// Of the arithmetic nodes that have no alternatives of their own.
    var aggregation = 0
    /// Of the nodes that have, four bits each, in the order of ``UncertainTree/named``.
    var named: UInt64 = 0

    func option(ofNamed number: Int) -> Int { Int(named >> (4 * UInt64(number)) & 15) }

    mutating func setOption(ofNamed number: Int, to option: Int) {
        named |= UInt64(option & 15) << (4 * UInt64(number))
    }
}

/// What one replication draws.
struct Replication: Sendable {
    let options: Options
    let number: Int
    let samples: Samples

    /// Which sample each choice is drawn from.
    enum Samples: Sendable {
        case replications
        /// The first matrix of a Saltelli design, with some choices from the second.
        case design(second: UncertainChoices)

        func sample(of choice: UncertainChoice) -> Draws.Sample {
            switch self {
            case .replications: .replications
            case .design(let second): second.contains(choice) ? .second : .first
            }
        }
    }

    func draws(_ choice: UncertainChoice, _ random: Philox) -> Draws {
        Draws(random, samples.sample(of: choice), replication: number, factor: choice.rawValue)
    }
}
