import ArgumentParser
import InfluenceControl
import InfluenceText

struct ObservationsCommand: QuestionCommand {
    static let configuration = CommandConfiguration(
        commandName: "observations",
        abstract: "Show observations with their sources.",
        discussion: """
            The newest vintage of each, or all of them with --vintages. CSV has the columns of the import format and \
            recorded_at.

            Examples:
              influencectl observations --indicator trade_turnover --country KAZ --power CHN
              influencectl observations --country KAZ --from 2020 --format csv
            """
    )

    @OptionGroup(title: "Global options")
    var global: GlobalOptions

    @Option(help: .indicator, completion: .indicators)
    var indicator: String?

    @Option(help: .power, completion: .powers, transform: upperCased)
    var power: String?

    @Option(help: .country, completion: .countries, transform: upperCased)
    var country: String?

    @Option(help: ArgumentHelp("Who reported it, as the data name it.", valueName: "reporter"))
    var reporter: String?

    @Option(help: .from)
    var from: String?

    @Option(help: .to)
    var to: String?

    @OptionGroup
    var known: KnowledgeOptions

    @Flag(help: "Show older vintages too.")
    var vintages = false

    func report() throws -> any Report {
        let input = IndexInterface.GetObservations.Input(
            indicator: indicator,
            power: power,
            country: country,
            reporter: reporter,
            from: from,
            to: to,
            vintages: vintages
        )
        let answer = try global.session.pages(
            IndexInterface.GetObservations.self,
            known.added(to: input),
            joining: .observations,
            upTo: .next
        )
        return ObservationsReport(answer: answer, asOf: moment, showsVintages: vintages)
    }
}

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
