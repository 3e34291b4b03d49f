import ArgumentParser
import InfluenceHost
import InfluenceFiles
import InfluenceText

struct CheckCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "check",
        abstract: "Check configuration, models, rules and data.",
        discussion: """
            Without FILE the configuration with all that it names: also whether hooks can be executed, when the schedule \
            comes, and whether there is room for state and socket. With FILE each file alone, a configuration, a model, \
            rules or data, told by its content; a folder stands for the files in it.

            Prints every error as file:line:column: message, and exits with 2 if there is any. Notes are no errors. \
            Changes nothing; a running daemon does not notice. Examples:
              influenced check
              influenced check models/central-asia.yaml
              influenced check --model models/central-asia.yaml alerts.yaml
            """
    )

    @Option(help: "The configuration file.", completion: .file(extensions: ["yaml"]))
    var config = ConfigurationFile.usualPath

    @Option(
        help:
            "The model that rules and data are checked against (default: the only one among FILE, or the configured one).",
        completion: .file(extensions: ["yaml"])
    )
    var model: String?

    @Argument(help: "Files or folders to be checked alone.", completion: .file())
    var file: [String] = []

    func validate() throws {
        if model != nil, file.isEmpty { throw ValidationError("--model is for files that are checked alone; name one") }
    }

    func run() throws {
        let context = CheckContext(environment: processEnvironment())
        let lines: [String]
        do throws(DiagnosticList) {
            let report =
                file.isEmpty
                ? try ConfigurationCheck.run(config, context)
                : try FileCheck.run(file, model: model, configuration: config, context)
            lines = report.lines + report.notes.map { "\($0.position): note: \($0.message)" }
        } catch {
            printError(error.description)
            throw ExitCode(2)
        }
        try StandardStreams.print(lines)
    }
}
