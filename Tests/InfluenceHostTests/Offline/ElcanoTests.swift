import Foundation
import InfluenceModel
import InfluenceTestKit
import Testing

@testable import InfluenceHost

/// The Elcano Global Presence Index (calculus 2021), scored from its published variables by the bundled example: two years of
/// it quoted in the repository, all of 1990-2021 where they are beside it.
///
/// In some years the publisher's own soft area of a power is not the weighted mean of its variables; the tests of
/// InfluenceScoring list them by name.
@Suite struct ElcanoTests {
    @Test func `The bundled example reproduces the published index, except where that contradicts its own weights`()
        throws
    {
        try check(Repository.path("Tests/Fixtures/elcano"), published: 1120, contradicting: 36)
    }

    @Test(.enabled(if: Elcano.whole != nil, "needs ../shared/reference/elcano"))
    func `So it does in all years`() throws {
        try check(#require(Elcano.whole), published: 9544, contradicting: 296)
    }

    private func check(_ folder: String, published count: Int, contradicting: Int) throws {
        let rows = try OfflineScore.scores(
            model: Repository.path("Config/models/examples/elcano.yaml"),
            data: [folder + "/observations.csv"],
            selection: .init(periods: .all, powers: [], countries: [], nodes: []),
            threads: 2
        )
        var scored: [Elcano.Cell: Double] = [:]
        for row in rows { scored[.init(row.node.text, row.power.text, row.period.description)] = row.score.value }
        let published = try Elcano.table(folder + "/expected.csv", node: 2, power: 0, period: 3)
        let variables = try Elcano.table(folder + "/observations.csv", node: 0, power: 1, period: 3)
        #expect(published.count == count)
        func disagree(_ a: Double, _ b: Double) -> Bool { abs(a - b) > 1e-9 * abs(b) }

        var deviating: [String: Set<[String]>] = [:]
        for (cell, value) in published {
            let score = try #require(scored[cell], "\(cell)")
            if disagree(score, value) { deviating[cell.node, default: []].insert([cell.power, cell.period]) }
        }
        #expect(Set(deviating.keys) == ["soft", "index"])
        #expect(deviating["soft"] == deviating["index"])
        #expect(deviating["soft"]?.count == contradicting)

        for cell in deviating["soft"] ?? [] {
            func mean(_ weights: [(String, Double)], of table: [Elcano.Cell: Double]) throws -> Double {
                var (sum, total) = (0.0, 0.0)
                for (node, weight) in weights {
                    sum += weight * (try #require(table[.init(node, cell[0], cell[1])]))
                    total += weight
                }
                return sum / total
            }
            let soft = try #require(published[.init("soft", cell[0], cell[1])])
            let index = try #require(published[.init("index", cell[0], cell[1])])
            // The published area is not the mean of the published variables; the index is that of the areas.
            let softMean = try mean(Elcano.soft, of: variables)
            let areaMean = try mean(Elcano.areas, of: published)
            #expect(disagree(softMean, soft), "\(cell)")
            #expect(!disagree(areaMean, index), "\(cell)")
        }
    }
}

private enum Elcano {
    struct Cell: Hashable {
        let node: String
        let power: String
        let period: String

        init(_ node: String, _ power: String, _ period: String) {
            self.node = node
            self.power = power
            self.period = period
        }
    }

    /// Source: Elcano Royal Institute, methodological note, weights from the expert survey.
    static let areas: [(String, Double)] = [("economic", 43), ("military", 21), ("soft", 36)]
    static let soft: [(String, Double)] = [
        ("migration", 3), ("tourism", 4), ("sports", 3), ("culture", 5), ("information", 4), ("technology", 5),
        ("science", 4), ("education", 4), ("development_cooperation", 4),
    ]

    static let whole: String? = {
        let folder = Repository.shared + "/reference/elcano"
        return FileManager.default.fileExists(atPath: folder + "/expected.csv") ? folder : nil
    }()

    static func table(_ path: String, node: Int, power: Int, period: Int) throws -> [Cell: Double] {
        let text = try String(contentsOfFile: path, encoding: .utf8)
        var table: [Cell: Double] = [:]
        for line in text.utf8.split(separator: UInt8(ascii: "\n")).dropFirst() {
            let fields = line.split(separator: UInt8(ascii: ",")).map { String(Substring($0)) }
            try #require(fields.count == 5)
            let number = try #require(Double(fields[4].trimmingCharacters(in: .whitespacesAndNewlines)))
            table[Cell(fields[node], fields[power], fields[period])] = number
        }
        return table
    }
}
