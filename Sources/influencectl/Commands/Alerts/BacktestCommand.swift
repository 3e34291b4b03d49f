import ArgumentParser
import InfluenceControl

struct BacktestCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "backtest",
        abstract: "Show when a rule would have fired and resolved.",
        discussion: """
            Replays stored history with the evaluator of live operation. From the first run on with what was known at \
            each run; before it with what that run knew of each period, which is a reconstruction. What cannot \
            be replayed is said by its name. Nothing is stored or delivered.

            Examples:
              influencectl backtest china-passes-russia-trade
              influencectl backtest --file new-rules.yaml --from 2015 --to 2024
              influencectl backtest index-moved --format csv
            """
    )

    @OptionGroup(title: "Global options")
    var global: GlobalOptions

    @Argument(help: ArgumentHelp("A rule (default: all of them).", valueName: "rule"), completion: .rules)
    var rule: String?

    @Option(
        help: ArgumentHelp(
            "Rules to try in place of those in force; '-' is standard input.",
            valueName: "rules.yaml"
        ),
        completion: .file(extensions: ["yaml", "yml"])
    )
    var file: String?

    @Option(help: .from)
    var from: String?

    @Option(help: .to)
    var to: String?

    func run() throws {
        let rules = try file.map { path throws(Failure) in try TextFile(reading: path) }
        let answer: Answer<IndexInterface.BacktestRule.Output>
        do {
            answer = try global.patientSession.call(
                IndexInterface.BacktestRule.self,
                .init(rule: rule, rules: try rules?.message, from: from, to: to)
            )
        } catch .refused(let error) where error.name == IndexInterface.InvalidRules.name {
            guard let rules, let invalid = IndexInterface.InvalidRules(error) else { throw Failure.refused(error) }
            rules.complain(about: invalid.errors)
            throw Failure.reported(.refused)
        }
        try global.print(BacktestReport(answer: answer, rule: rule))
    }
}
