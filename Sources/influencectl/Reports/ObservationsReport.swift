import InfluenceControl

/// Observations as the daemon holds them, in the columns of the import format and the time it learnt them.
struct ObservationsReport: Report {
    let document: JSONValue
    /// What was asked about; `nil` for the present.
    var asOf: String?
    /// Whether older vintages are among them, so that the time of each matters.
    let showsVintages: Bool

    private var observations: [JSONValue] { document["observations"].elements }

    func csv() -> CSV {
        CSV(observations, fields: observationFields)
    }

    func table(_ page: Page) -> String {
        guard !observations.isEmpty else { return "no observations\n" }
        var table = Table(
            [
                .left("indicator"), .left("power"), .left("country"), .left("period"), .decimal("value"),
                .prose("unit"), .left("status"), .prose("reporter"),
            ] + (showsVintages ? [.left("recorded at"), .left("in force")] : []) + [.prose("source")]
        )
        for observation in observations {
            table.add(
                [
                    observation.cell("indicator"), observation.cell("power"), observation.cell("country"),
                    observation.cell("period"), observation.cell("value"), observation.cell("unit"),
                    observation.cell("status"), observation.cell("reporter"),
                ] + (showsVintages ? [observation.cell("recorded_at"), inForce(observation)] : []) + [
                    observation.cell("source")
                ]
            )
        }
        return knownLine(document, at: asOf) + table.render(page)
    }

    private func inForce(_ observation: JSONValue) -> Table.Cell {
        observation["in_force"].boolValue == false ? Table.Cell("no", .faint) : Table.Cell("yes")
    }
}

/// The members of an observation: the columns of the import format, and `recorded_at`.
let observationFields = [
    "indicator", "power", "country", "period", "value", "unit", "status", "reporter", "released", "source", "note",
    "recorded_at",
]
