/// Sets of players, as a table: a column a player, a row a set. The worth of all sets is then computed in a few passes over
/// columns.
struct Coalitions {
    let players: Int
    let count: Int
    /// By player.
    private var columns: [[Bool]]
    private let kind: Kind

    private enum Kind {
        /// Every set; player p is in set number s if bit p of s is set.
        case all
        /// For each order of the players the sets as they join: none, the first, the first two ...
        case orders([[Int]])
    }

    /// Shapley values of up to so many players are computed from all sets, 2^n.
    static let mostExact = 12
    /// Beyond, from at most so many random orders and their reverses.
    private static let mostOrders = 256
    /// And from so few that the table keeps within so many entries.
    private static let mostEntries = 1_000_000

    init(players: Int, mostExact: Int = Self.mostExact) {
        self.players = players
        if players <= mostExact {
            let count = 1 << players
            self.count = count
            kind = .all
            columns = (0..<players).map { player in (0..<count).map { $0 >> player & 1 == 1 } }
            return
        }
        var random = Counter()
        var orders: [[Int]] = []
        let orderCount = max(4, min(Self.mostOrders, Self.mostEntries / (2 * max(1, players * (players + 1)))))
        for _ in 0..<orderCount {
            let order = (0..<players).shuffled(using: &random)
            // With its reverse each order says the same when old and new are exchanged.
            orders += [order, order.reversed()]
        }
        count = orders.count * (players + 1)
        kind = .orders(orders)
        columns = Array(repeating: Array(repeating: false, count: count), count: players)
        for (number, order) in orders.enumerated() {
            for (place, player) in order.enumerated() {
                let first = number * (players + 1)
                for row in (first + place + 1)..<(first + players + 1) { columns[player][row] = true }
            }
        }
    }

    var isSampled: Bool {
        if case .orders = kind { true } else { false }
    }

    /// Whether the player is in each of the sets.
    func contains(_ player: Int) -> [Bool] { columns[player] }

    /// The positions of the set of nobody and of the set of all.
    var ends: Ends<Int> { Ends(old: 0, new: isSampled ? players : count - 1) }

    /// The mean of what each player adds to the worth over the orders in which the players may come.
    ///
    /// - Parameter worth: One a set.
    func values(_ worth: [Double]) -> [Double] {
        switch kind {
        case .all:
            // |S|! (n - |S| - 1)! / n! by the size of S.
            var chances = [1 / Double(max(1, players))]
            for size in 1..<max(2, players) {
                chances.append(chances[size - 1] * Double(size) / Double(max(1, players - size)))
            }
            return (0..<players).map { player in
                var value = 0.0
                for set in 0..<count where set >> player & 1 == 0 {
                    value += chances[set.nonzeroBitCount] * (worth[set | 1 << player] - worth[set])
                }
                return value
            }
        case .orders(let orders):
            var values = Array(repeating: 0.0, count: players)
            for (number, order) in orders.enumerated() {
                for (place, player) in order.enumerated() {
                    let row = number * (players + 1) + place
                    values[player] += worth[row + 1] - worth[row]
                }
            }
            return values.map { $0 / Double(orders.count) }
        }
    }
}

/// The same numbers each time: SplitMix64 of 1, 2, 3 ... Source: Steele, Lea, Flood, "Fast splittable pseudorandom number
/// generators" (2014).
private struct Counter: RandomNumberGenerator {
    private var count: UInt64 = 0

    mutating func next() -> UInt64 {
        count &+= 1
        var mixed = count &* 0x9E37_79B9_7F4A_7C15
        mixed = (mixed ^ (mixed >> 30)) &* 0xBF58_476D_1CE4_E5B9
        mixed = (mixed ^ (mixed >> 27)) &* 0x94D0_49BB_1331_11EB
        return mixed ^ (mixed >> 31)
    }
}
