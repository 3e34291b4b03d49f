import ArgumentParser
import InfluenceHost

struct RestoreCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "restore",
        abstract: "Put a backup in the place of the database.",
        discussion: """
            Stop the daemon first. The backup is checked page by page; the database and its log are put aside, never \
            deleted. Run it as the user who owns the state folder, or as root. Example:
              influenced restore /var/lib/influenced/monday.db
            """
    )

    @Argument(help: "A file that `influencectl backup` made.", completion: .file())
    var file: String

    @Option(help: "The configuration file.", completion: .file(extensions: ["yaml"]))
    var config = ConfigurationFile.usualPath

    @Option(help: "The folder of the database; the configuration file is not read then.", completion: .directory)
    var state: String?

    func run() throws {
        let lines: [String]
        do throws(OfflineRestore.Failure) {
            lines = try OfflineRestore.restore(
                file,
                Daemon.Options(configuration: config, state: state),
                environment: processEnvironment()
            )
        } catch {
            printError("\(error)")
            if case .configuration = error { throw ExitCode(2) }
            throw ExitCode(1)
        }
        try StandardStreams.print(lines)
    }
}
