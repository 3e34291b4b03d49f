import Foundation
import InfluenceAlerts
import InfluenceFiles
import InfluenceModel
import InfluenceModelFiles
import InfluenceStore
import InfluenceTestKit
import Testing

@testable import InfluenceHost

@Suite struct `A check` {
    private let folder: TemporaryFolder
    private let context = CheckContext(environment: [:], clock: TestMoment("2024-03-15T10:20:30Z"))

    /// A clock that stands still.
    private struct TestMoment: WallClock {
        let time: Instant

        init(_ text: String) { time = Instant(rfc3339: text) ?? Instant(seconds: 0) }

        func now() -> Instant { time }
        func steady() -> Instant { time }
        func sleep(until: Instant) async throws {}
    }

    init() throws {
        folder = try TemporaryFolder()
        try folder.write(TrialModel.text, to: "trial.yaml")
    }

    private func configuration(_ lines: String) throws -> String {
        try folder.write("model: trial.yaml\n" + lines, to: "influenced.yaml")
    }

    /// What it complains of in a configuration, without the folder's name.
    private func problems(_ lines: String) throws -> [String] {
        let file = try configuration(lines)
        do throws(DiagnosticList) {
            _ = try ConfigurationCheck.run(file, context)
            return []
        } catch {
            return error.lines.map { $0.replacing(folder.path + "/", with: "") }
        }
    }

    // MARK: The configuration

    @Test func `tells the next three times of the schedule`() throws {
        func line(_ schedule: String) throws -> String? {
            try ConfigurationCheck.run(try configuration("schedule: {\(schedule)}\n"), context).lines.first
        }
        #expect(
            try line("calendar: Mon..Fri 06:00 Asia/Almaty")?.hasSuffix(
                "next 2024-03-18T01:00:00Z, 2024-03-19T01:00:00Z, 2024-03-20T01:00:00Z"
            ) == true
        )
        #expect(
            try line("every: 6h")?.hasSuffix("next 2024-03-15T12:00:00Z, 2024-03-15T18:00:00Z, 2024-03-16T00:00:00Z")
                == true
        )
        // Two times are left of it.
        #expect(
            try line("calendar: '2024-03-14..16 00:00'")?.hasSuffix("next 2024-03-16T00:00:00Z") == true
        )
    }

    @Test func `refuses a schedule that never comes, or never again`() throws {
        for expression in ["'*-02-30'", "'*-04-31 06:00'", "'2023-02-29'"] {
            let found = try problems("schedule: {calendar: \(expression)}\n")
            #expect(found.count == 1 && found[0].hasPrefix("influenced.yaml:2:"), "\(found)")
            #expect(found.first?.contains("never comes") == true, "\(found)")
        }
        let over = try problems("schedule: {calendar: '2024-03-14 06:00'}\n")
        #expect(over.first?.contains("never comes again") == true, "\(over)")
        // Read without a clock it is a schedule like any other.
        #expect(throws: Never.self) { try ConfigurationFile.load(folder["influenced.yaml"]) }
    }

    @Test func `refuses places that will not do`() throws {
        try folder.write("x", to: "file")
        try FileManager.default.createSymbolicLink(
            atPath: folder["link"],
            withDestinationPath: folder["nowhere/at/all"]
        )
        let long = String(repeating: "s", count: 130)
        for (line, message) in [
            ("state: file", "2:8: file is a file; 'state' names the folder that the database is in"),
            ("state: none/state", "2:8: none/state cannot be made: there is no folder none"),
            ("state: file/state", "2:8: file/state cannot be used: Not a directory"),
            ("state: /proc/x", "2:8: /proc/x cannot be made: /proc is in a file system of the kernel's (proc)"),
            ("state: /proc/sys", "2:8: /proc/sys is in a file system of the kernel's (proc)"),
            ("socket: /proc/s", "2:9: no socket can be made: /proc is in a file system of the kernel's (proc)"),
            ("backup_folders: [/proc]", "2:18: /proc is in a file system of the kernel's (proc)"),
            ("state: ~/state", "2:8: 'state': '~/state': '~' is not replaced by a home here; write the whole path"),
            ("state: link", "2:8: link is a link to what is not there; is its disk mounted?"),
            ("socket: link", "2:9: link is a link to what is not there; is its disk mounted?"),
            ("socket: none/s", "2:9: no socket can be made: there is no folder none"),
            ("socket: file", "2:9: file is a file; 'socket' names a path of its own"),
            ("socket: .", "is a folder; 'socket' names a path of its own"),
            ("socket: \(long)", "bytes; the path of a socket has at most 107"),
            ("backup_folders: [none]", "2:18: there is no folder none"),
            ("backup_folders: [., file]", "2:21: file is no folder"),
            ("backup_folders: ['~']", "2:18: an element of 'backup_folders': '~'"),
            ("data: [missing.csv]", "missing.csv:1:1: cannot be read: No such file or directory"),
            ("data: [~/a.csv]", "2:8: an element of 'data': '~/a.csv': '~' is not replaced"),
            ("alerts: missing.yaml", "missing.yaml:1:1: cannot be read: No such file or directory"),
            ("control: {group: nobodys-group}", "there is no group 'nobodys-group'"),
            ("control: {admin_group: nobodys-group}", "there is no group 'nobodys-group'"),
        ] {
            let found = try problems(line + "\n")
            #expect(found.count == 1 && found[0].contains(message), "\(line): \(found)")
        }
        #expect(try problems("state: state\nsocket: s\nbackup_folders: [.]\n") == [])
    }

    @Test func `asks of the database what a start would, and changes nothing`() throws {
        try FileManager.default.createDirectory(atPath: folder["state"], withIntermediateDirectories: true)
        let database = folder["state/influence.db"]
        #expect(try problems("state: state\n") == [])
        let store = try Store(opening: database)
        // At work, and so not looked at further.
        #expect(try problems("state: state\n") == [])
        store.close()
        #expect(try problems("state: state\n") == [])
        let whole = try Data(contentsOf: URL(filePath: database))
        func patched(_ offset: Int, _ bytes: [UInt8]) -> Data {
            var data = whole
            data.replaceSubrange(offset..<offset + bytes.count, with: bytes)
            return data
        }
        for (name, bytes, message) in [
            ("influence.db", Data("x".utf8), "is not an SQLite database"),
            ("influence.db", patched(68, [0, 0, 0, 1]), "of another program"),
            ("influence.db", patched(60, [0, 0, 3, 231]), "written by a newer influenced (format 999"),
            ("influence.db", whole.dropLast(4096), "cut short"),
            ("influence.db", Data(), "is missing, and"),
            (
                "influence.db-journal", Data("notes of somebody, long enough to be more than a header".utf8),
                "not the journal"
            ),
        ] {
            let path = folder["state/" + name]
            try bytes.write(to: URL(filePath: path))
            let before = try FileManager.default.contentsOfDirectory(atPath: folder["state"]).sorted()
            let found = try problems("state: state\n")
            #expect(found.count == 1 && found[0].hasPrefix("influenced.yaml:2:8: "), "\(name): \(found)")
            #expect(found.first?.contains(message) == true, "\(found)")
            #expect(try FileManager.default.contentsOfDirectory(atPath: folder["state"]).sorted() == before)
            #expect(try Data(contentsOf: URL(filePath: path)) == bytes)
            try FileManager.default.removeItem(atPath: path)
            try whole.write(to: URL(filePath: database))
        }
        for suffix in ["", "-wal", "-shm", "-reserve", "-journal"] {
            try? FileManager.default.removeItem(atPath: database + suffix)
            try FileManager.default.createDirectory(atPath: database + suffix, withIntermediateDirectories: false)
            #expect(
                try problems("state: state\n").first?.contains("\(suffix): not a regular file") == true,
                "\(suffix)"
            )
            try FileManager.default.removeItem(atPath: database + suffix)
            try whole.write(to: URL(filePath: database))
        }
    }

    @Test func `finds everything at once`() throws {
        try folder.write("hooks:\n  h: {kind: exec, command: [/none/h]}\nrules: []\n", to: "alerts.yaml")
        let found = try problems("state: trial.yaml\nsocket: none/s\nalerts: alerts.yaml\ndata: [a.csv]\n")
        #expect(found.count == 4, "\(found)")
        #expect(found.contains { $0.hasPrefix("alerts.yaml:2:28: hook 'h': there is no program /none/h") }, "\(found)")
    }

    @Test func `finds a feed that is larger than an import may be`() throws {
        try folder.write(
            TrialModel.header
                + (0..<1_001).map { "trade,CHN,KAZ,\(1_900 + $0 / 12)-\($0 % 12 < 9 ? "0" : "")\($0 % 12 + 1),1\n" }
                .joined(),
            to: "a.csv"
        )
        let found = try problems("data: [a.csv]\nlimits: {import_rows: 1000}\n")
        #expect(
            found == [
                "a.csv:1:1: the file has 1001 rows, and an import may have at most 1000 (limits.import_rows); "
                    + "import it in parts"
            ]
        )
        #expect(try problems("data: [a.csv]\nlimits: {import_rows: 1001}\n") == [])
    }

    @Test func `notes a secret that only systemd has, and refuses one that is empty`() throws {
        try folder.write(
            "hooks:\n  w: {kind: webhook, url: 'http://h/', credential: token}\nrules: []\n",
            to: "alerts.yaml"
        )
        let file = try configuration("alerts: alerts.yaml\n")
        let notes = try ConfigurationCheck.run(file, context).notes
        #expect(notes.count == 1)
        #expect(notes.first?.message.contains("LoadCredential=token:") == true, "\(notes)")
        try folder.write("\n \n", to: "token")
        let inService = CheckContext(environment: ["CREDENTIALS_DIRECTORY": folder.path])
        let empty = #expect(throws: DiagnosticList.self) { try ConfigurationCheck.run(file, inService) }
        #expect(empty?.description.contains("alerts.yaml:2:") == true, "\(String(describing: empty))")
        try folder.write("secret\n", to: "token")
        #expect(try ConfigurationCheck.run(file, inService).notes == [])
    }

    // MARK: Single files

    private func alone(_ files: String..., model: String? = nil) throws -> CheckReport {
        try FileCheck.run(
            files.map { folder[$0] },
            model: model.map { folder[$0] },
            configuration: folder["no-such.yaml"],
            context
        )
    }

    /// Before: not a word of what an import would have warned of.
    @Test func `tells of data what an import warns of that the file alone shows`() throws {
        try folder.write(TrialModel.data + "trade,OECD,KAZ,2023,5\ntrade,XQ,KAZ,2022,5\n", to: "data.csv")
        _ = try configuration("")
        let notes = try alone("data.csv", model: "trial.yaml").notes.map(\.description)
        #expect(notes.count == 2)
        #expect(
            notes.first?.contains("data.csv:10") == true && notes.first?.contains("'OECD' stands for several") == true
        )
        #expect(notes.last?.contains("data.csv:11") == true && notes.last?.contains("'XQ'") == true, "\(notes)")
    }

    /// A key that one of the readers knows, and this list does not, would make a file of it that is of no kind.
    @Test func `knows the keys that the readers of each kind know`() throws {
        func known(_ read: () throws(DiagnosticList) -> Void) throws -> Set<String> {
            let refusal = try #require(throws: DiagnosticList.self) { try read() }
            let line = try #require(refusal.lines.first { $0.contains("unknown key 'zzz'") })
            let names = try #require(line.components(separatedBy: "known: ").last)
            return Set(names.components(separatedBy: ", "))
        }
        let loaded = try ModelFiles.load(sources: [ModelSource(name: "m", text: TrialModel.text)]).model
        #expect(
            try known { () throws(DiagnosticList) in
                _ = try ConfigurationFile.parse("model: m.yaml\nzzz: 1\n", path: "c.yaml")
            } == Set(FileKind.configuration.keys)
        )
        #expect(
            try known { () throws(DiagnosticList) in
                _ = try RuleFile.read("rules: []\nzzz: 1\n", name: "r", model: loaded, feeds: [])
            } == Set(FileKind.rules.keys)
        )
        #expect(
            try known { () throws(DiagnosticList) in
                _ = try ModelFiles.load(sources: [ModelSource(name: "m", text: TrialModel.text + "zzz: 1\n")])
            } == Set(FileKind.model.keys)
        )
    }

    @Test func `tells by its content what a file is`() throws {
        try folder.write("rules:\n- {id: r, kind: threshold, node: index, above: 60}\n", to: "rules.txt")
        try folder.write(TrialModel.data, to: "data.csv")
        _ = try configuration("")
        #expect(try alone("trial.yaml").lines.first?.contains("trial.yaml: model trial, 4 powers") == true)
        #expect(try alone("influenced.yaml").lines.first?.contains("in order; runs every 1h") == true)
        #expect(try alone("rules.txt", "trial.yaml").lines.last?.contains("rules.txt: 1 rule over 8 series") == true)
        #expect(try alone("rules.txt", model: "trial.yaml").lines.count == 1)
        #expect(
            try alone("data.csv").lines.first?.contains(
                "8 observations, checked by their form alone, as no model is named"
            ) == true
        )
        #expect(
            try alone("data.csv", model: "trial.yaml").lines.first?.hasSuffix(
                "8 observations, checked against model trial; 'influencectl import --dry-run' compares them with what "
                    + "is stored"
            ) == true
        )
        let homeless = #expect(throws: DiagnosticList.self) { try alone("rules.txt") }
        #expect(homeless?.description.contains("--model FILE") == true)
        try folder.write("colour: blue\n", to: "other.yaml")
        let unknown = #expect(throws: DiagnosticList.self) { try alone("other.yaml") }
        #expect(unknown?.description.contains("other.yaml:1:1: neither a configuration") == true)
        let missing = #expect(throws: DiagnosticList.self) { try alone("nowhere.yaml") }
        #expect(missing?.description.contains("No such file or directory") == true)
    }

    @Test func `takes a folder for the files in it`() throws {
        let models = folder["models"]
        try FileManager.default.createDirectory(atPath: models + "/deep", withIntermediateDirectories: true)
        try folder.write(TrialModel.text, to: "models/b.yaml")
        try folder.write(TrialModel.geometric, to: "models/deep/c.yml")
        try folder.write("extends: b.yaml\ntitle: Another\n", to: "models/a.yaml")
        try folder.write("not: looked at", to: "models/.hidden.yaml")
        try folder.write("nor this", to: "models/README.md")
        let names = try alone("models").lines.map { $0.replacing(models, with: "").prefix { $0 != ":" } }
        #expect(names == ["/a.yaml", "/b.yaml", "/deep/c.yml"])
        try folder.write("model: broken\n", to: "models/d.yaml")
        #expect(throws: DiagnosticList.self) { try alone("models") }
    }

    @Test func `takes the feeds that rules name where no configuration does`() throws {
        try folder.write("rules:\n- {id: r, kind: stale, feed: weekly.csv, after: 7d}\n", to: "rules.yaml")
        #expect(try alone("rules.yaml", model: "trial.yaml").lines.count == 1)
    }

    @Test(arguments: [
        ("weight: 3, aggregate", "weight: 43, aggregate", "is 0.43 meant?"),
        ("title: Trade, parent: economic, weight: 1", "title: Trade, parent: economic, weight: 210", "of it"),
        ("title: Bases, parent: index, weight: 1", "title: Bases, parent: index, weight: 1e6", "99 %"),
    ])
    func `notes a weight beside which the others count for nothing`(old: String, new: String, words: String) throws {
        try folder.write(
            TrialModel.text.replacing(old, with: new).replacing("index, weight: 1,", with: "index, weight: 0.36,"),
            to: "heavy.yaml"
        )
        let notes = try alone("heavy.yaml").notes
        #expect(notes.count == 1, "\(notes)")
        #expect(notes.first?.message.contains(words) == true || words == "is 0.43 meant?", "\(notes)")
        #expect((notes.first?.position.line ?? 0) > 10)
        #expect(try alone("trial.yaml").notes == [])
    }

    @Test func `suggests the weight that was meant`() throws {
        try folder.write(
            TrialModel.text.replacing("weight: 3, aggregate", with: "weight: 43, aggregate")
                .replacing("index, weight: 1,", with: "index, weight: 0.36,"),
            to: "heavy.yaml"
        )
        #expect(
            try alone("heavy.yaml").notes.first?.message
                == "'economic' has the weight 43, the next below 'index' 0.36: it alone makes 99 % of it; is 0.43 meant?"
        )
    }

    @Test func `notes a window that reaches before the grid begins`() throws {
        func notes(_ window: String) throws -> [String] {
            try folder.write(
                "rules:\n- {id: r, kind: change, node: index, by: 5,\n  window: \(window)}\n",
                to: "rules.yaml"
            )
            return try alone("rules.yaml", model: "trial.yaml").notes.map(\.description).map {
                $0.replacing(folder.path + "/", with: "")
            }
        }
        #expect(try notes("P2M") == [])
        for (window, since) in [("P3M", "2024-04-01"), ("P90Y", "2114-01-01")] {
            #expect(
                try notes(window) == [
                    "rules.yaml:3:11: rule 'r': the grid begins 2024-01, so that there is nothing to compare with before "
                        + since
                ]
            )
        }
    }

    @Test func `has nothing against the bundled models, rules and data`() throws {
        let report = try FileCheck.run(
            [Repository.path("Config")],
            model: Repository.path("Config/models/central-asia.yaml"),
            configuration: Repository.path("Config/influenced.yaml"),
            context
        )
        #expect(report.lines.count >= 12)
        #expect(report.notes == [], "\(report.notes)")
    }
}
