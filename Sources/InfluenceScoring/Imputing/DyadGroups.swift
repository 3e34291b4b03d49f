internal import InfluenceModel

/// The group of each dyad under one grouping: the pair of its power's and its country's.
struct DyadGroups: Sendable {
    /// In the order of ``Cells/dyads``, numbered in their order. `nil`: neither its power nor its country has a group.
    let numbers: [Int?]
    let count: Int

    /// All dyads in one group.
    init(oneOf count: Int) {
        numbers = Array(repeating: 0, count: count)
        self.count = 1
    }

    init(_ model: Model, grouping: String) {
        struct Pair: Hashable {
            let power: String?
            let country: String?
        }
        var known: [Pair: Int] = [:]
        numbers = model.countries.flatMap { country in
            model.powers.map { power -> Int? in
                let pair = Pair(power: power.groups[grouping], country: country.groups[grouping])
                guard pair.power != nil || pair.country != nil else { return nil }
                let number = known[pair] ?? known.count
                known[pair] = number
                return number
            }
        }
        count = known.count
    }
}
