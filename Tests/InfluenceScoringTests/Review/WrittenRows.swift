import InfluenceModel
import InfluenceModelFiles

@testable import InfluenceScoring

/// An indicator as a model file has it, and the rows that it reads, as a table has them.
struct WrittenRows {
    let model: Model
    let scorer: Scorer

    struct Malformed: Error {
        let row: String
    }

    /// - Parameters:
    ///   - keys: Of the indicator `x`, the root's only child.
    ///   - rows: One a line: indicator, power (`-`: none), period, value (`-`: none), and, where there are any, status (`-`:
    ///     A) and reporter. All of KAZ but those whose indicator ends with `!`, which are of no country.
    ///   - others: Further indicators, and what else the file says.
    ///   - powers: As the file has them.
    init(
        _ keys: String,
        _ rows: String,
        others: String = "",
        powers: String = "[{id: RUS, name: N}, {id: CHN, name: N}]"
    ) throws {
        let file = """
            model: m
            title: T
            definition: D
            grid: {frequency: month, from: 2000-01}
            powers: \(powers)
            countries: [{id: KAZ, name: N}]
            nodes: [{id: index, title: T}]
            indicators:
              - {id: x, title: T, parent: index, weight: 1, \(keys)}
            \(others)
            """
        model = try ModelFiles.load(sources: [ModelSource(name: "m", text: file)]).model
        let observations = try rows.split(separator: "\n").map { row in
            let fields = row.split(separator: " ").map(String.init)
            guard fields.count >= 4 else { throw Malformed(row: String(row)) }
            let isOfNoCountry = fields[0].hasSuffix("!")
            guard let status = fields.count > 4 && fields[4] != "-" ? ObservationStatus(rawValue: fields[4]) : .normal
            else { throw Malformed(row: String(row)) }
            return observed(
                NodeID(isOfNoCountry ? String(fields[0].dropLast()) : fields[0]),
                fields[1] == "-" ? nil : PowerID(fields[1]),
                isOfNoCountry ? nil : "KAZ",
                try Period(fields[2]),
                fields[3] == "-" ? nil : Double(fields[3]),
                status,
                by: fields.count > 5 ? fields[5] : ""
            )
        }
        scorer = try Scorer(model: model, panel: Panel(observations))
    }

    func score(_ power: PowerID = "RUS", at period: Period) throws -> Score {
        try scorer.scores(for: [period])["x", Dyad(power: power, country: "KAZ"), period] ?? .none
    }

    /// What is read of the cell by itself, with its reason where there is nothing.
    func basis(_ power: PowerID = "RUS", at period: Period) throws -> IndicatorBasis {
        let explanation = try scorer.explain(Dyad(power: power, country: "KAZ"), at: period, among: [period])
        guard case .indicator(let basis) = explanation["x"]?.basis else { throw NoBasis() }
        return basis
    }
}

/// Within 1e-12, or 1e-12 of it; both may be none.
func agree(_ value: Double?, _ expected: Double?) -> Bool {
    guard let value, let expected else { return (value == nil) == (expected == nil) }
    return abs(value - expected) <= 1e-12 * max(1, abs(expected))
}
