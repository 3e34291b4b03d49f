import InfluenceControl

/// Observations as the daemon holds them, in the columns of the import format and the time it learnt them.
struct ObservationsReport: ReplyReport {
    let answer: Answer<IndexInterface.GetObservations.Output>
    /// What was asked about; `nil` for the present.
    var asOf: String?
    /// Whether older vintages are among them, so that the time of each matters.
    let showsVintages: Bool

    private var observations: [IndexInterface.Observation] { reply.observations }

    func csv() -> CSV {
        CSV(observations, fields: IndexInterface.Observation.csvFields)
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
                    observation.indicator.cell, observation.power.cell, observation.country.cell,
                    observation.period.cell, observation.value.cell, observation.unit.cell,
                    observation.status.cell, observation.reporter.cell,
                ] + (showsVintages ? [observation.recordedAt.cell, inForce(observation)] : []) + [
                    observation.source.cell
                ]
            )
        }
        return knownLine(reply, at: asOf) + table.render(page)
    }

    private func inForce(_ observation: IndexInterface.Observation) -> Table.Cell {
        observation.inForce == false ? Table.Cell("no", .faint) : Table.Cell("yes")
    }
}

extension IndexInterface.Observation: CSVRow {
    /// The columns of the import format, and when it was learnt.
    static let csvFields: [Field] = [
        .indicator, .power, .country, .period, .value, .unit, .status, .reporter, .released, .source, .note,
        .recordedAt,
    ]

    /// What it is about: `trade_turnover CHN KAZ`
    var subject: String { [indicator, power, country].compactMap { $0?.shown }.joined(separator: " ") }
}
