import ArgumentParser
import Glibc
import InfluenceCommandLine
import InfluenceModel
import InfluenceThreads

@main
struct Influenced: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "influenced",
        abstract: "Keeps an index of the influence that external powers hold in countries.",
        discussion: """
            Without a command it runs the daemon in the foreground, under systemd or in a terminal, until SIGTERM or \
            SIGINT. SIGHUP reads configuration and models anew. Ask it with influencectl.
            """,
        version: Version.text,
        subcommands: [RunCommand.self, CheckCommand.self, ScoreCommand.self, AuditCommand.self, RestoreCommand.self],
        defaultSubcommand: RunCommand.self
    )

    /// Parses and runs, with the exit statuses that administrators expect: 2 for a wrong command line.
    static func main() async {
        StandardDescriptors.hold()
        FileSizeLimit.failsWriting()
        // Before the first task: a command already runs in one.
        TaskThreads.takeOver()
        let arguments = Array(CommandLine.arguments.dropFirst())
        if let problem = helpProblem(arguments) {
            printError("influenced: \(problem)")
            Glibc.exit(2)
        }
        do {
            var parsed = try parseAsRoot()
            if var command = parsed as? any AsyncParsableCommand {
                try await command.run()
            } else {
                try parsed.run()
            }
        } catch {
            Glibc.exit(answer(error, to: arguments))
        }
    }

    /// Says what there is to say about a command that has ended otherwise than by itself, a wish for help among them.
    /// - Returns: the exit status.
    private static func answer(_ error: any Error, to arguments: [String]) -> Int32 {
        if let failure = error as? StandardStreams.WriteFailure {
            let text = failure.description
            if !text.isEmpty { printError("influenced: \(text)") }
            return 1
        }
        let status = exitCode(for: error)
        if status == .validationFailure {
            printError(wrongUsage(error, arguments))
            return 2
        }
        let text = fullMessage(for: error)
        guard status.isSuccess else {
            printError(text)
            return status.rawValue
        }
        do throws(StandardStreams.WriteFailure) {
            if !text.isEmpty { try StandardStreams.write(Array((text + "\n").utf8), to: STDOUT_FILENO) }
            return 0
        } catch {
            return answer(error, to: arguments)
        }
    }
}
