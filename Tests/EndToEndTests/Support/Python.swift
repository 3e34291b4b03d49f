import Foundation
import InfluenceTestKit

/// Programs that others wrote, to look at our files and our socket with.
enum Python {
    /// With the packages `varlink` and `asyncvarlink`: Scripts/python-venv.sh makes it, INFLUENCED_VENV says where.
    static let varlink: String? = {
        guard let folder = ProcessInfo.processInfo.environment["INFLUENCED_VENV"] else { return nil }
        let path = folder + "/bin/python3"
        return FileManager.default.isExecutableFile(atPath: path) ? path : nil
    }()

    /// Executes a statement on a database and prints the first column of what it returns, a line each.
    static func sqlite(_ statement: String, on database: String) async throws -> Finished {
        let script = """
            import sqlite3, sys
            connection = sqlite3.connect(sys.argv[1])
            for row in connection.execute(sys.argv[2]): print(row[0])
            connection.commit()
            connection.close()
            """
        return try await ChildProcess.run(["python3", "-c", script, database, statement])
    }
}
