import ArgumentParser
import Glibc
import InfluenceHost
import InfluenceModel

struct ScoreCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "score",
        abstract: "Score data files offline, without daemon or database.",
        discussion: """
            Prints country,power,node,period,value,coverage in full precision. Without --period or --all: the last \
            period of the grid. That ends where the observations do; the daemon's ends with the day of the run, which \
            --through says: what is carried on until then has a part in what is compared over all periods. Example:
              influenced score --model models/central-asia.yaml --data data/central-asia.csv --country KAZ --node index
            """
    )

    enum Format: String, CaseIterable, ExpressibleByArgument {
        case csv, json
    }

    @Option(help: "The model file.", completion: .file(extensions: ["yaml"]))
    var model: String

    @Option(help: "A file of observations; may be given several times.", completion: .file(extensions: ["csv"]))
    var data: [String]

    @Option(help: "The period of the grid that holds this one's last day.", transform: { try Period($0) })
    var period: Period?

    @Flag(help: "All periods of the grid.")
    var all = false

    @Option(
        help: "The grid's last period holds this one's last day. Default: what the observations reach into.",
        transform: { try Period($0) }
    )
    var through: Period?

    @Option(help: "Only this power; may be given several times.")
    var power: [String] = []

    @Option(help: "Only this country; may be given several times.")
    var country: [String] = []

    @Option(help: "Only this node; may be given several times.")
    var node: [String] = []

    @Option(help: "csv or json.")
    var format = Format.csv

    @Option(help: "Threads; the result is the same with any number.")
    var threads = 2

    func validate() throws {
        if all, period != nil { throw ValidationError("--period and --all exclude each other") }
        if data.isEmpty { throw ValidationError("give at least one --data FILE.csv") }
        if !(1...1024).contains(threads) { throw ValidationError("--threads is 1...1024") }
    }

    func run() throws {
        let selection = OfflineScore.Selection(
            periods: period.map { .containing($0) } ?? (all ? .all : .last),
            through: through,
            powers: power,
            countries: country,
            nodes: node
        )
        do {
            let rows = try OfflineScore.scores(model: model, data: data, selection: selection, threads: threads)
            let output = format == .csv ? ScoreOutput.csv(rows) : ScoreOutput.json(rows)
            try StandardStreams.write(output, to: STDOUT_FILENO)
        } catch let failure as StandardStreams.WriteFailure {
            throw failure
        } catch {
            printError("\(error)")
            // 2, as everywhere, for what has to be mended before it is tried again.
            if case OfflineScore.Failure.files? = error as? OfflineScore.Failure { throw ExitCode(2) }
            throw ExitCode(1)
        }
    }
}
