import Foundation
import InfluenceReading
import InfluenceModel
import InfluenceModelFiles
import InfluenceTestKit
import Testing

@testable import InfluenceScoring

/// The bundled model and observations, scored for every month from 2000 to November 2026, with the measures.
enum BundledIndex {
    static let data = Repository.path("Config/data/central-asia.csv")

    static let model = Result {
        try ModelFiles.load(path: Repository.path("Config/models/central-asia.yaml")).model
    }
    static let scorer = Result {
        let outcome = ObservationCSV.read(Array(try Data(contentsOf: URL(filePath: data))))
        #expect(outcome.errors == [])
        return try Scorer(model: try model.get(), panel: Panel(outcome.observations))
    }
    static let months = Grid.regular(.month, from: "2000-01").periods(through: Period("2026-11").end)
    static let table = Result { try scorer.get().scores(for: months, threads: 2) }
    static let measures = Result { try scorer.get().measures(of: try table.get(), threads: 2) }

    static func score(
        _ node: NodeID,
        _ power: PowerID,
        _ country: CountryID,
        _ period: Period = "2026-11"
    ) throws -> Double? {
        try table.get()[node, Dyad(power: power, country: country), period]?.value
    }

    static func measure(
        _ measure: Measure,
        _ power: PowerID,
        _ country: CountryID,
        _ period: Period = "2026-11"
    ) throws -> Score? {
        try measures.get()[measure.node(), power, country, period]
    }

    /// Records of a fixture by column. Of the forms of CSV those that the files have: a quoted field may hold commas.
    static func fixture(_ name: String) throws -> [[String: String]] {
        let text = try String(contentsOfFile: Repository.path("Tests/Fixtures/second-edition/" + name), encoding: .utf8)
        let records = text.split(separator: "\n").map { line in
            var fields = [""]
            var isQuoted = false
            for character in line {
                if character == "\"" {
                    isQuoted.toggle()
                } else if character == ",", !isQuoted {
                    fields.append("")
                } else {
                    fields[fields.count - 1].append(character)
                }
            }
            return fields
        }
        return records.dropFirst().map { Dictionary(uniqueKeysWithValues: zip(records[0], $0)) }
    }
}
