import ArgumentParser
import Glibc
import InfluenceHost

struct RunCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "run",
        abstract: "Run the daemon in the foreground (the default)."
    )

    @Option(help: "The configuration file.", completion: .file(extensions: ["yaml"]))
    var config = ConfigurationFile.usualPath

    @Option(help: "The folder of the database; wins over the file.", completion: .directory)
    var state: String?

    @Option(help: "The path of the control socket; wins over the file.", completion: .file())
    var socket: String?

    func run() async throws {
        do throws(StartError) {
            try await Daemon.run(
                Daemon.Options(configuration: config, state: state, socket: socket),
                environment: processEnvironment()
            )
        } catch {
            printError("influenced: \(error)")
            throw ExitCode(error.exitStatus)
        }
    }
}

/// The environment of this process.
func processEnvironment() -> [String: String] {
    var result: [String: String] = [:]
    var entry = environ
    while let text = entry.pointee {
        let pair = String(cString: text)
        if let split = pair.firstIndex(of: "=") {
            result[String(pair[..<split])] = String(pair[pair.index(after: split)...])
        }
        entry += 1
    }
    return result
}
