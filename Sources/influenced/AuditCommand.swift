import ArgumentParser
import Glibc
import InfluenceHost
import InfluenceModel
import InfluenceText

struct AuditCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "audit",
        abstract: "Audit a model on data files: statistics, correlations, consistency, weights, availability.",
        discussion: """
            Looks at all periods of the grid that observations reach into, together, or at one with --period. Raw values \
            are described, flags are those of the R package COINr; text for people, --format json for everything in \
            full precision. Example:
              influenced audit --model models/central-asia.yaml --data data/central-asia.csv --period 2023-12
            """
    )

    enum Format: String, CaseIterable, ExpressibleByArgument {
        case text, json
    }

    @Option(help: "The model file.", completion: .file(extensions: ["yaml"]))
    var model: String

    @Option(help: "A file of observations; may be given several times.", completion: .file(extensions: ["csv"]))
    var data: [String]

    @Option(help: "Only the period of the grid that holds this one's last day.", transform: { try Period($0) })
    var period: Period?

    @Option(help: "text or json.")
    var format = Format.text

    @Option(help: "How many threads to use; the result is the same on any number.")
    var threads = 1

    func validate() throws {
        if data.isEmpty { throw ValidationError("give at least one --data FILE.csv") }
        if !(1...1024).contains(threads) { throw ValidationError("--threads is 1...1024") }
    }

    func run() throws {
        do {
            let (model, audit) = try OfflineAudit.audit(model: model, data: data, period: period, threads: threads)
            let output =
                format == .text
                ? Array(printableLines(AuditText.text(audit, of: model)).utf8) : AuditDocument.json(audit, of: model)
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
