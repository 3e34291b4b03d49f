import ArgumentParser
import Glibc
import InfluenceControl
import InfluenceText

struct BackupCommand: ReportingCommand {
    static let configuration = CommandConfiguration(
        commandName: "backup",
        abstract: "Write a consistent copy of the database to a new file.",
        discussion: """
            The daemon writes the file, with its own rights and as it sees the file system.

            Example:
              influencectl backup /var/lib/influenced/backup.db
            """
    )

    @OptionGroup(title: "Global options")
    var global: GlobalOptions

    @Argument(help: "The new file.", completion: .file())
    var file: String

    func report() throws -> any Report {
        let answer = try global.patientSession.call(
            AdminInterface.Backup.self,
            .init(path: try Self.absolute(file))
        )
        return BackupReport(answer: answer)
    }

    /// `path` as seen from any directory.
    static func absolute(_ path: String) throws(Failure) -> String {
        guard !path.hasPrefix("/") else { return path }
        guard let directory = getcwd(nil, 0) else {
            throw .cannotRead(file: "the working directory", reason: systemMessage(errno))
        }
        defer { free(directory) }
        let base = String(cString: directory)
        return base.hasSuffix("/") ? base + path : "\(base)/\(path)"
    }
}

/// Where the copy of the database is.
struct BackupReport: ReplyReport {
    let answer: Answer<AdminInterface.Backup.Output>

    func table(_ page: Page) -> String {
        "\(reply.path.shown): \(binarySize(Double(reply.sizeBytes)))\n"
    }
}
