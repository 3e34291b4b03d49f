import ArgumentParser
import InfluenceControl

struct MeasuresCommand: QuestionCommand {
    static let configuration = CommandConfiguration(
        commandName: "measures",
        abstract: "Show what is derived from several powers: shares, contest, dependency, who leads.",
        discussion: """
            Of one country: the measures of each pair of powers, of each power, and of the country. Without a country: \
            the countries side by side. Of a pair RUS+CHN, RUS is A and CHN is B in the formulas, which are printed \
            with --measure. A value that too little is known for is shown as missing with the reason, never as zero.
            What a measure is made of: influencectl explain KAZ RUS+CHN --node tilt

            The history of a measure: influencectl history KAZ RUS+CHN --node tilt

            Examples:
              influencectl measures KAZ
              influencectl measures KAZ --measure overtaking --period 2023
              influencectl measures --measure tilt
              influencectl measures --format csv > measures.csv
            """
    )

    @OptionGroup(title: "Global options")
    var global: GlobalOptions

    @Argument(help: .country, completion: .countries, transform: upperCased)
    var country: String?

    @Option(
        help: ArgumentHelp(
            "One measure, as in tilt, or overtaking.trade_share, or overtaking for all that begin so.",
            valueName: "measure"
        ),
        completion: .measures
    )
    var measure: String?

    @Option(
        help: ArgumentHelp(
            "Only those of a power (RUS), a pair (RUS+CHN, in either order) or the country alone (WLD).",
            valueName: "power"
        ),
        completion: .powers,
        transform: upperCased
    )
    var power: String?

    @Option(help: .period)
    var period: String?

    @OptionGroup
    var known: KnowledgeOptions

    func report() throws -> any Report {
        let input = IndexInterface.GetMeasures.Input(country: country, measure: measure, power: power, period: period)
        let answer = try global.session.call(IndexInterface.GetMeasures.self, known.added(to: input))
        return MeasuresReport(
            answer: answer,
            country: named(country, answer.reply.measures.first?.country),
            measure: measure
        )
    }
}
