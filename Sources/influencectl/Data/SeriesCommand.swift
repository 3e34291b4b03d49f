import ArgumentParser
import InfluenceControl
import InfluenceText

struct SeriesCommand: QuestionCommand {
    static let configuration = CommandConfiguration(
        commandName: "series",
        abstract: "List the observed series: what there is to score from.",
        discussion: """
            Example:
              influencectl series --indicator trade_turnover --country KAZ
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

    @OptionGroup
    var known: KnowledgeOptions

    func report() throws -> any Report {
        let input = IndexInterface.ListSeries.Input(indicator: indicator, power: power, country: country)
        let answer = try global.session.call(IndexInterface.ListSeries.self, known.added(to: input))
        return SeriesReport(answer: answer, asOf: moment)
    }
}

/// The observed series: what there is to score from.
struct SeriesReport: ReplyReport {
    let answer: Answer<IndexInterface.ListSeries.Output>
    /// What was asked about; `nil` for the present.
    var asOf: String?

    private var series: [IndexInterface.Series] { reply.series }

    func csv() -> CSV {
        CSV(
            series,
            fields: [
                .indicator, .power, .country, .reporter, .unit, .firstPeriod, .lastPeriod, .periods,
                .vintages, .lastRecordedAt,
            ]
        )
    }

    func table(_ page: Page) -> String {
        guard !series.isEmpty else { return "no series\n" }
        var table = Table([
            .left("indicator"), .left("power"), .left("country"), .prose("reporter"), .prose("unit"), .left("first"),
            .left("last"), .right("periods"), .right("vintages"), .left("recorded at"),
        ])
        for item in series {
            table.add([
                item.indicator.cell, item.power.cell, item.country.cell, item.reporter.cell,
                item.unit.cell, item.firstPeriod.cell, item.lastPeriod.cell, item.periods.cell,
                item.vintages.cell, item.lastRecordedAt.cell,
            ])
        }
        return knownLine(reply, at: asOf) + table.render(page)
    }
}

extension IndexInterface.Series: CSVRow {}
