import InfluenceTestKit
import Testing

@testable import InfluenceScoring

@Suite("Shapley values")
struct ShapleyTests {
    /// The worth of each of the sets.
    private func worth(_ coalitions: Coalitions, _ game: ([Int]) -> Double) -> [Double] {
        (0..<coalitions.count).map { row in
            game((0..<coalitions.players).filter { coalitions.contains($0)[row] })
        }
    }

    private func values(_ players: Int, mostExact: Int = 12, _ game: ([Int]) -> Double) -> [Double] {
        let coalitions = Coalitions(players: players, mostExact: mostExact)
        return coalitions.values(worth(coalitions, game))
    }

    private func permutations(_ players: [Int]) -> [[Int]] {
        players.isEmpty
            ? [[]] : players.flatMap { first in permutations(players.filter { $0 != first }).map { [first] + $0 } }
    }

    @Test(arguments: 1...6)
    func `all sets and all orders give the same`(players: Int) {
        var random = SplitMix(40)
        let worths = (0..<(1 << players)).map { _ in Double.random(in: -50...50, using: &random) }
        let game = { (set: [Int]) in worths[set.reduce(0) { $0 | 1 << $1 }] }
        var expected = Array(repeating: 0.0, count: players)
        let orders = permutations(Array(0..<players))
        for order in orders {
            for (place, player) in order.enumerated() {
                expected[player] += game(Array(order[...place])) - game(Array(order[..<place]))
            }
        }
        let found = values(players, game)
        for (found, sum) in zip(found, expected) { #expect(abs(found - sum / Double(orders.count)) < 1e-11) }
        // Efficiency.
        #expect(abs(found.reduce(0, +) - (worths[worths.count - 1] - worths[0])) < 1e-11)
    }

    @Test func `players who do the same get the same, and who does nothing gets nothing`() {
        // Player 3 is a dummy; 0 and 1 are alike.
        let game = { (set: [Int]) -> Double in
            let pair = Double(set.count { $0 < 2 })
            return pair * pair * (set.contains(2) ? 3 : 1)
        }
        let found = values(4, game)
        #expect(abs(found[0] - found[1]) < 1e-12)
        #expect(found[3] == 0)
        #expect(abs(found.reduce(0, +) - 12) < 1e-12)
    }

    @Test func `a sample is efficient, always the same, near the exact values, and antisymmetric`() {
        let game = { (set: [Int]) in
            let sum = set.reduce(1.0) { $0 + Double($1 + 1) }
            return sum.squareRoot() * 10
        }
        let (exact, sampled) = (values(7, game), values(7, mostExact: 0, game))
        #expect(sampled == values(7, mostExact: 0, game))
        #expect(abs(sampled.reduce(0, +) - (game(Array(0..<7)) - game([]))) < 1e-11)
        for (exact, sampled) in zip(exact, sampled) { #expect(abs(exact - sampled) < 0.05 * exact) }
        let reverse = values(7, mostExact: 0) { set in game((0..<7).filter { !set.contains($0) }) }
        for (one, other) in zip(sampled, reverse) { #expect(abs(one + other) < 1e-11) }
        #expect(Coalitions(players: 13).isSampled)
        #expect(!Coalitions(players: 12).isSampled)
    }

    @Test func `nobody and one alone are games too`() {
        #expect(values(0) { _ in 4 } == [])
        #expect(values(1) { $0.isEmpty ? 4 : 9 } == [5])
    }
}
