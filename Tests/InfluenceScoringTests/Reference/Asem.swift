import InfluenceModel
import InfluenceModelFiles
import InfluenceScoring
import InfluenceTestKit
import Testing

/// The example model of the ASEM index with its data.
struct Asem {
    static let year: Period = "2018"

    let model: Model
    let scorer: Scorer

    /// - Parameter changes: A file that extends the example's.
    init(_ changes: String? = nil) throws {
        let file = try ModelFiles.load(path: Repository.path("Config/models/examples/asem.yaml"))
        let sources =
            file.sources
            + (changes.map { [ModelSource(name: "changes.yaml", text: "extends: asem.yaml\n" + $0)] } ?? [])
        model = try ModelFiles.load(sources: sources).model
        scorer = try Scorer(model: model, panel: Panel(Self.observations(model)))
    }

    /// `iData.csv` as observations.
    static func observations(_ model: Model) throws -> [Observation] {
        let data = try ReferenceTable("iData.csv")
        return (model.indicators + model.tracked).flatMap { indicator in
            data.units.compactMap { unit in
                data[indicator.id, unit].map {
                    observed(indicator.id, unit, indicator.subject == .power ? nil : "WLD", year, $0)
                }
            }
        }
    }

    /// How the columns differ from a table, as texts that name the cells.
    func differences(_ columns: [Column], from file: String, to tolerance: Double = 1e-9) throws -> [String] {
        let expected = try ReferenceTable(file)
        var texts: [String] = []
        for (indicator, column) in zip(model.indicators, columns) {
            let wanted = try #require(expected[indicator.id])
            #expect(wanted.count == ReferenceTable.source.units && column.values.count == 51)
            for (place, power) in model.powers.enumerated() where expected.units.contains(power.id) {
                let value = column.values[place].isNaN ? nil : column.values[place]
                let right = expected[indicator.id, power.id]
                if !Self.isClose(value, right, tolerance) {
                    texts.append("\(indicator.id) \(power.id): \(value as Double?) for \(right as Double?)")
                }
            }
        }
        return texts
    }

    static func isClose(_ left: Double?, _ right: Double?, _ tolerance: Double = 1e-9) -> Bool {
        guard let left, let right else { return left == nil && right == nil }
        return abs(left - right) <= tolerance * max(abs(right), 1e-12)
    }
}
