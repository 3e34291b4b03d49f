package import InfluenceFiles
package import InfluenceReading
package import InfluenceModel
import InfluenceModelFiles
package import InfluenceScoring
import InfluenceText

/// Scores files without daemon or database: the batch door for analysts, and for checking the engine.
package enum OfflineScore {
    /// Which scores to print.
    package struct Selection: Sendable {
        package var periods: Periods
        /// The last period of the grid holds the last day of this one; `nil`: as far as an observation reaches.
        package var through: Period?
        package var powers: [String]
        package var countries: [String]
        package var nodes: [String]

        package enum Periods: Sendable {
            case last
            case all
            case containing(Period)
        }

        package init(periods: Periods, through: Period? = nil, powers: [String], countries: [String], nodes: [String]) {
            self.periods = periods
            self.through = through
            self.powers = powers
            self.countries = countries
            self.nodes = nodes
        }
    }

    /// Why files were not scored; each knows how to say it, a line a problem.
    package enum Failure: Error, CustomStringConvertible {
        case files(DiagnosticList)
        case observations(file: String, [ObservationError], total: Int)
        case scoring(ScoringError)
        case selection(String)

        package var description: String {
            switch self {
            case .files(let list): return list.description
            case .observations(let file, let errors, let total):
                let lines = errors.map { "\(file):\($0)" }
                let rest = total - errors.count
                return (rest > 0 ? lines + ["and \(rest) more errors"] : lines).joined(separator: "\n")
            case .scoring(let error): return error.description
            case .selection(let text): return text
            }
        }
    }

    /// Fifty years of days.
    private static let mostPeriods = 20_000

    /// - Returns: the scores by node, dyad and period as the table orders them.
    package static func scores(
        model path: String,
        data: [String],
        selection: Selection,
        threads: Int
    ) throws(Failure) -> [OfflineScore.Row] {
        let (model, observations) = try load(model: path, data: data)
        let wanted = try Wanted(selection, model)
        let latest =
            selection.through?.end ?? observations.indices.lazy.map { observations.period($0).end }.max() ?? .earliest
        let periods = model.grid.periods(through: latest)
        guard periods.count <= mostPeriods else {
            throw .selection(
                "the grid through \(latest) has \(periods.count) periods; at most \(mostPeriods) are scored"
            )
        }
        do throws(ScoringError) {
            let table = try Scorer(model: model, panel: try Panel(observations)).scores(for: periods, threads: threads)
            return try rows(table, wanted, selection)
        } catch {
            throw .scoring(error)
        }
    }

    /// The model of a file, and the observations of others, checked against it.
    static func load(model path: String, data: [String]) throws(Failure) -> (Model, ObservationTable) {
        let model: Model
        var observations = ObservationTable()
        do throws(DiagnosticList) {
            model = try ModelFiles.load(path: path).model
        } catch {
            throw .files(error)
        }
        for file in data {
            let bytes: [UInt8]
            do throws(DiagnosticList) { bytes = try SourceFile.bytes(file) } catch { throw .files(error) }
            let outcome = ObservationCSV.read(bytes, checks: ObservationChecks(model: model))
            guard outcome.errors.isEmpty else {
                throw .observations(file: file, outcome.errors, total: outcome.errorCount)
            }
            observations.append(contentsOf: outcome.observations)
        }
        return (model, observations)
    }

    /// One printed score.
    package struct Row: Sendable {
        package let country: CountryID
        package let power: PowerID
        package let node: NodeID
        package let period: Period
        package let score: Score
    }

    private static func rows(
        _ table: ScoreTable,
        _ wanted: Wanted,
        _ selection: Selection
    ) throws(ScoringError) -> [Row] {
        let positions: [Int]
        switch selection.periods {
        case .all: positions = Array(table.periods.indices)
        case .last: positions = table.periods.indices.suffix(1)
        case .containing(let period):
            positions = table.periods.indices.filter {
                table.periods[$0].start <= period.end && period.end <= table.periods[$0].end
            }
            if positions.isEmpty { throw .unknownPeriod(period) }
        }
        var rows: [Row] = []
        for (dyadPosition, dyad) in table.dyads.enumerated() where wanted.accepts(dyad) {
            for (nodePosition, node) in table.nodes.enumerated() where wanted.accepts(node) {
                for position in positions {
                    rows.append(
                        Row(
                            country: dyad.country,
                            power: dyad.power,
                            node: node,
                            period: table.periods[position],
                            score: table.score(node: nodePosition, dyad: dyadPosition, period: position)
                        )
                    )
                }
            }
        }
        return rows
    }
}

/// The filters, checked against the model.
private struct Wanted {
    private let powers: Set<String>
    private let countries: Set<String>
    private let nodes: Set<String>

    init(_ selection: OfflineScore.Selection, _ model: Model) throws(OfflineScore.Failure) {
        try Self.check(selection.powers, "power", model.powers.map(\.id.text))
        try Self.check(selection.countries, "country", model.countries.map(\.id.text))
        try Self.check(selection.nodes, "node", model.nodes.map(\.id.text))
        powers = Set(selection.powers)
        countries = Set(selection.countries)
        nodes = Set(selection.nodes)
    }

    private static func check(_ names: [String], _ what: String, _ known: [String]) throws(OfflineScore.Failure) {
        for name in names where !known.contains(name) {
            throw .selection("unknown \(what) '\(name)'" + NearestName.hint(for: name, among: known))
        }
    }

    func accepts(_ dyad: Dyad) -> Bool {
        (powers.isEmpty || powers.contains(dyad.power.text))
            && (countries.isEmpty || countries.contains(dyad.country.text))
    }

    func accepts(_ node: NodeID) -> Bool {
        nodes.isEmpty || nodes.contains(node.text)
    }
}
