import InfluenceFiles
import InfluenceModel
import InfluenceModelFiles
import InfluenceScoring
import Testing

/// A model of two powers in two countries over three years, in which the tests of methods of their own change one line.
enum OwnModel {
    static let periods: [Period] = ["2020", "2021", "2022"]

    /// - Parameters:
    ///   - index: keys of the root.
    ///   - first: keys of the first of two indicators, which are not normalised if nothing else is said.
    ///   - more: lines of the model.
    static func text(index: String = "", first: String = "", more: String = "") -> String {
        """
        model: own
        title: Own
        definition: What it takes to add a method
        grid: {periods: [2020, 2021, 2022]}
        powers: [{id: RUS, name: Russia}, {id: CHN, name: China}]
        countries: [{id: KAZ, name: Kazakhstan}, {id: UZB, name: Uzbekistan}]
        nodes: [{id: index, title: Index\(index)}]
        indicators:
        - {id: a, title: A, parent: index, weight: 1, cadence: P1Y\(first)}
        - {id: b, title: B, parent: index, weight: 3, cadence: P1Y}
        \(more)
        """
    }

    static func load(_ text: String, _ kinds: MethodKinds) throws -> Model {
        try ModelFiles.load(sources: [ModelSource(name: "m", text: text)], kinds: kinds).model
    }

    /// What is wrong with a text, with the places.
    static func problem(_ text: String, _ kinds: MethodKinds = .standard) -> String {
        do throws(DiagnosticList) {
            _ = try ModelFiles.load(sources: [ModelSource(name: "m", text: text)], kinds: kinds)
            return "nothing"
        } catch {
            return error.description
        }
    }

    /// Indicator, power, country, year and value.
    typealias Row = (NodeID, PowerID, CountryID, String, Double)

    static func scorer(_ model: Model, _ rows: [Row]) throws -> Scorer {
        let observations = try rows.map { row in
            Observation(
                series: SeriesKey(indicator: row.0, power: row.1, country: row.2, reporter: "R"),
                period: try Period(row.3),
                value: row.4
            )
        }
        return try Scorer(model: model, panel: Panel(observations))
    }

    /// Every indicator of every dyad in every year, from 1 on: 1, 2, 3 of Russia in Kazakhstan for `a`.
    static func scorer(_ model: Model, without missing: Set<Int> = []) throws -> Scorer {
        var rows: [Row] = []
        var number = 0
        for indicator in ["a", "b"] as [NodeID] {
            for country in ["KAZ", "UZB"] as [CountryID] {
                for power in ["RUS", "CHN"] as [PowerID] {
                    for year in ["2020", "2021", "2022"] {
                        number += 1
                        if !missing.contains(number) { rows.append((indicator, power, country, year, Double(number))) }
                    }
                }
            }
        }
        return try scorer(model, rows)
    }

    static let russia = Dyad(power: "RUS", country: "KAZ")

    /// The scores of Russia in Kazakhstan, by year.
    static func scores(_ node: NodeID, _ scorer: Scorer) throws -> [Double?] {
        let table = try scorer.scores(for: periods)
        let position = try #require(table.nodes.firstIndex(of: node))
        return periods.indices.map { table.score(node: position, dyad: 0, period: $0).value }
    }

    static func explained(_ node: NodeID, _ scorer: Scorer, at period: Period = "2022") throws -> ExplainedNode {
        try #require(scorer.explain(russia, at: period, among: periods)[node])
    }
}
