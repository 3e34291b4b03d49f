import Glibc
import InfluenceTestKit
import Testing

@testable import InfluenceMethods

@Suite struct BackupFolderTests {
    private let folder: TemporaryFolder

    init() throws {
        folder = try TemporaryFolder()
        for name in ["state", "state/deep", "backups", "elsewhere"] { mkdir(folder[name], 0o700) }
    }

    private var folders: BackupFolders { BackupFolders(folders: [folder["state"], folder["backups"]]) }

    @Test(arguments: ["state/a.db", "state/deep/a.db", "backups/a.db", "elsewhere/../state/a.db"])
    func `Below the folders backups are written`(path: String) {
        #expect(folders.refusal(of: folder[path]) == nil)
    }

    @Test(arguments: ["elsewhere/a.db", "state/../elsewhere/a.db", "states/a.db", "a.db", "state/link/a.db"])
    func `Elsewhere they are not, whatever the path looks like`(path: String) {
        mkdir(folder["states"], 0o700)
        symlink(folder["elsewhere"], folder["state/link"])
        #expect(folders.refusal(of: folder[path])?.contains("backup_folders") == true)
    }

    @Test(arguments: ["", "a.db", "./state/a.db", "/"])
    func `What is no absolute path of a file is told so`(path: String) {
        #expect(folders.refusal(of: path)?.hasPrefix("it is not") == true)
    }

    @Test func `A folder that is missing is told, and so is a folder for a file`() {
        #expect(folders.refusal(of: folder["state/none/a.db"]) == "there is no folder \(folder["state/none"])")
        #expect(folders.refusal(of: folder["state"] + "/") == "it is not the path of a file")
    }
}
