import Foundation
import InfluenceReading
import InfluenceModel
import InfluenceTestKit
import Testing

@testable import InfluenceHost

/// Indices that others publish, scored from their published inputs by the bundled example models. The figures are quoted,
/// with their sources, in Tests/Fixtures.
@Suite struct PublishedIndexTests {
    @Test func `The Human Development Index of 2022 is the published one to its last digit`() throws {
        let scores = try PublishedIndex("examples/hdi.yaml", data: ["hdi/observations.csv"], nodes: ["hdi"])
        #expect(try scores.compared(with: "hdi/published.csv", within: 1e-12) == 193)
        // Without one of the four inputs there is no index.
        #expect(scores["hdi", "PRK", "WLD", "2022"] == .some(nil))
        #expect(scores["hdi", "MCO", "WLD", "2022"] == .some(nil))
        #expect(scores["hdi", "CHE", "WLD", "2022"] == 0.967)
        #expect(scores["hdi", "SOM", "WLD", "2022"] == 0.380)
    }

    @Test func `The index adjusted for inequality is the published one to its last digit`() throws {
        let scores = try PublishedIndex(
            "examples/ihdi.yaml",
            data: ["hdi/observations.csv", "hdi/inequality.csv"],
            nodes: ["hdi"]
        )
        #expect(try scores.compared(with: "hdi/adjusted.csv", within: 1e-12) == 165)
        // Its income is not known to be unequal, nor to be equal.
        #expect(scores["hdi", "LIE", "WLD", "2022"] == .some(nil))
    }

    @Test func `The Gender Inequality Index of 2022 is the published one to its last digit`() throws {
        let scores = try PublishedIndex("examples/gii.yaml", data: ["gii/observations.csv"], nodes: ["gii"])
        #expect(try scores.compared(with: "gii/published.csv", within: 1e-12) == 166)
        #expect(scores.known == 166)
        #expect(scores["gii", "YEM", "WLD", "2022"] == 0.820)
    }

    @Test func `National capability in 1913 is the published mean of the known shares of the world`() throws {
        let scores = try PublishedIndex("examples/cinc.yaml", data: ["cinc/observations.csv"], nodes: ["cinc"])
        #expect(try scores.compared(with: "cinc/published.csv", within: 2e-8) == 44)
        #expect(scores["cinc", "CAN", "WLD", "1913"] == .some(nil))
    }

    @Test func `Bandwidth, dependence and influence capacity are the published ones to single precision`() throws {
        let scores = try PublishedIndex(
            path: Repository.path("Tests/Fixtures/fbic/model.yaml"),
            data: [Repository.path("Tests/Fixtures/fbic/observations.csv")],
            nodes: ["fbic", "bandwidth", "dependence"]
        )
        #expect(try scores.compared(with: "fbic/published.csv", within: 0, relative: 5e-7) == 3 * 45)
    }

    static let capabilities = Repository.shared + "/data/denominators/cow_nmc_cinc_1816_2022.csv.gz"

    // The whole data set is third-party data beside the repository.
    @Test(.enabled(if: FileManager.default.fileExists(atPath: capabilities), "needs the data set in ../shared"))
    func `National capability of every state in every year since 1816 is the published one`() async throws {
        let folder = try TemporaryFolder()
        let text = try await ChildProcess(["gzip", "-dc", Self.capabilities]).finish().output
        let (observations, published) = try Self.tidied(text)
        try folder.write(observations, to: "observations.csv")
        try folder.write(published, to: "published.csv")
        let scores = try PublishedIndex(
            path: Repository.path("Config/models/examples/cinc.yaml"),
            data: [folder["observations.csv"]],
            nodes: ["cinc"]
        )
        #expect(try scores.compared(path: folder["published.csv"], within: 3e-8) > 15_000)
    }

    /// The publisher's wide table (code, year, six components, index; NA where missing) as our own.
    private static func tidied(_ text: String) throws -> (observations: String, published: String) {
        let components = [
            (2, "military_expenditure"), (3, "military_personnel"), (4, "iron_steel"), (5, "energy"), (6, "population"),
            (7, "urban_population"),
        ]
        var names: [Substring: Substring] = [:]
        let states = try String(contentsOfFile: Repository.path("Tests/Fixtures/cinc/states.csv"), encoding: .utf8)
        for line in states.split(separator: "\n").dropFirst() {
            let fields = line.split(separator: ",")
            names[fields[0]] = fields[1]
        }
        var observations = "indicator,power,country,period,value,unit\n"
        var published = "indicator,power,country,period,value\n"
        for line in text.split(separator: "\n").dropFirst() {
            // The numbers of the table are written as 2.0.
            let fields = line.split(separator: ",", omittingEmptySubsequences: false)
            let state = try #require(names[fields[0].prefix { $0 != "." }])
            let key = "\(state),WLD,\(fields[1].prefix { $0 != "." })"
            for (column, name) in components where !["", "NA"].contains(fields[column]) {
                let unit =
                    switch column {
                    case 4: "thousand tons"
                    case 5: "thousand tons of coal equivalent"
                    default: "thousand"
                    }
                observations += "\(name),\(key),\(fields[column]),\(unit)\n"
            }
            if !["", "NA"].contains(fields[8]) { published += "cinc,\(key),\(fields[8])\n" }
        }
        return (observations, published)
    }
}

/// The scores of a model, to be looked up and compared.
private struct PublishedIndex {
    private var scores: [[String]: Double?] = [:]

    init(_ model: String, data: [String], nodes: [String]) throws {
        try self.init(
            path: Repository.path("Config/models/" + model),
            data: data.map { Repository.path("Tests/Fixtures/" + $0) },
            nodes: nodes
        )
    }

    init(path: String, data: [String], nodes: [String]) throws {
        let rows = try OfflineScore.scores(
            model: path,
            data: data,
            selection: .init(periods: .all, powers: [], countries: [], nodes: nodes),
            threads: 2
        )
        for row in rows {
            let key = [row.node.text, row.power.text, row.country.text, row.period.description]
            scores[key] = .some(row.score.value)
        }
    }

    /// The outer optional: whether the model scores this at all.
    subscript(node: String, power: String, country: String, period: String) -> Double?? {
        scores[[node, power, country, period]]
    }

    var known: Int { scores.values.count { $0 != nil } }

    func compared(with fixture: String, within tolerance: Double, relative: Double = 0) throws -> Int {
        try compared(path: Repository.path("Tests/Fixtures/" + fixture), within: tolerance, relative: relative)
    }

    /// Expects every published value. It stands where observations have theirs, with the node for the indicator.
    ///
    /// - Returns: how many there were.
    func compared(path: String, within tolerance: Double, relative: Double = 0) throws -> Int {
        let outcome = ObservationCSV.read(Array(try Data(contentsOf: URL(filePath: path))))
        #expect(outcome.errors == [])
        for published in outcome.observations {
            let series = published.series
            let key = [
                series.indicator.text, series.power?.text ?? "", series.country?.text ?? "",
                published.period.description,
            ]
            let value = try #require(published.value)
            let score = try #require(scores[key] ?? nil, "\(key)")
            #expect(abs(score - value) <= max(tolerance, relative * abs(value)), "\(key): \(score) for \(value)")
        }
        return outcome.observations.count
    }
}
