import ArgumentParser
import InfluenceDaemon
import InfluenceModelFiles

struct CheckCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "check",
        abstract: "Check configuration and model files.",
        discussion: """
            Prints every error as file:line:column: message, and exits with 2 if there is any. Changes nothing; a \
            running daemon does not notice.
            """
    )

    @Option(help: "The configuration file.", completion: .file(extensions: ["yaml"]))
    var config = "/etc/influenced/influenced.yaml"

    func run() throws {
        do throws(DiagnosticList) {
            for line in try ConfigurationCheck.run(config) { print(printableLines(line)) }
        } catch {
            printError(error.description)
            throw ExitCode(2)
        }
    }
}
