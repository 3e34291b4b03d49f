import Foundation
import InfluenceControl
import InfluenceTestKit
import Testing

/// Observations on their way in through the client.
@Suite struct ImportTests {
    private let installation: Installation
    private let process: ChildProcess

    init() async throws {
        installation = try Installation()
        process = try await installation.startAndRun()
    }

    @Test func `The same again adds nothing; a changed value adds a vintage, and what was known stays`() async throws {
        let before = try installation.curves()
        let known = try #require(try installation.runs().last?["computed_at"])
        let same = try await imported(SmallModel.data)
        #expect(same["added"] == 0 && same["revised"] == 0 && same["unchanged"] == 6)
        #expect(try installation.runs().count == 1)

        let changed = try await imported(SmallModel.header + "trade,CHN,KAZ,2020,28\n")
        #expect(changed["added"] == 0 && changed["revised"] == 1)
        #expect(changed["run", "reason"] == "import")
        #expect(try installation.vintages("trade", "CHN", "KAZ") == [20, 28])
        #expect(try installation.curves() != before)
        #expect(try installation.curves(asOf: known) == before)
        try await stop(process)
    }

    @Test func `What is exported is imported again, and nothing is new`() async throws {
        let odd =
            SmallModel.header.dropLast() + ",unit,reporter,released,source,note\n" + #"""
                trade,CHN,KAZ,2020,-1.5e-7,,=R,2021-01-01,"+49, ""x""",'=1+1
                trade,CHN,KAZ,2021-Q3,1e22,,@R,,'',-
                loans,RUS,UZB,2020-01-01/P9M,3,,'R,,-,"é = ü"

                """#
        let first = try await imported(String(odd))
        #expect(first["added"]?.integerValue ?? 0 > 0, "\(first)")
        for options in [[], ["--csv-raw"]] {
            let export = try await installation.ctl(["observations", "--format", "csv"] + options)
            #expect(export.succeeded, "\(export)")
            let again = try await imported(export.output)
            #expect(again["added"] == 0 && again["revised"] == 0 && again["annotated"] == 0, "\(options): \(again)")
            #expect(again["unchanged"] == 9)
        }
        try await stop(process)
    }

    @Test func `One bad line rejects the whole file, and all of them are listed`() async throws {
        let before = try installation.curves()
        let path = try installation.folder.write(
            SmallModel.header + """
                trade,CHN,KAZ,2022,50
                trade,CHN,KAZ,2022-13,50
                trade,at lantis,KAZ,2022,50
                nonsense,CHN,KAZ,2022,50
                trade,CHN,UZB,2022,much

                """,
            to: "bad.csv"
        )
        let refused = try await installation.ctl("import", path)
        #expect(refused.exit == .status(1))
        for place in ["bad.csv:3:15:", "bad.csv:4:7:", "bad.csv:5:1:", "bad.csv:6:"] {
            #expect(refused.errors.contains(place), "\(place) in \(refused)")
        }
        #expect(try installation.curves() == before)

        let rejects = installation.folder["rejects.csv"]
        let partial = try await installation.ctl("import", "--partial", "--rejects", rejects, path)
        #expect(partial.succeeded, "\(partial)")
        #expect(try installation.vintages("trade", "CHN", "KAZ").contains(50))
        let lines = try installation.folder.read("rejects.csv").split(separator: "\n")
        #expect(lines.count == 5, "\(lines)")
        for text in ["2022-13", "at lantis", "nonsense", "much"] {
            #expect(lines.dropFirst().contains { $0.contains(text) }, "\(text)")
        }
        try await stop(process)
    }

    @Test func `A file longer than a message is sent in pieces and taken as a whole`() async throws {
        // Notes make the lines long; 30 years of each of 8 series.
        var text = "indicator,power,country,period,value,note\n"
        let note = String(repeating: "Größe ", count: 1_500)
        var rows = 0
        for indicator in ["trade", "loans"] {
            for power in SmallModel.powers {
                for country in SmallModel.countries {
                    for year in 1990..<2020 {
                        text += "\(indicator),\(power),\(country),\(year),\(year - 1980),\(note)\(year)\n"
                        rows += 1
                    }
                }
            }
        }
        #expect(text.utf8.count > 2 << 20)
        let reply = try await imported(text)
        #expect(reply["added"]?.integerValue == Int64(rows))
        let last = try installation.ask("GetObservations", ["indicator": "loans", "power": "RUS", "country": "UZB"])
        let notes = (last["observations"]?.arrayValue ?? []).compactMap { $0.objectValue?["note"]?.stringValue }
        #expect(notes.contains(note + "2019"))
        try await stop(process)
    }

    @Test func `A backup that is made while the daemon runs restores to the same answers`() async throws {
        _ = try await imported(SmallModel.header + "trade,CHN,KAZ,2020,28\n")
        let curves = try installation.curves()
        let elsewhere = try await installation.ctl("backup", installation.folder["backup.db"])
        #expect(elsewhere.exit == .status(1) && elsewhere.errors.contains("backup_folders"), "\(elsewhere)")
        let backup = installation.state + "/backup.db"
        let made = try await installation.ctl("backup", backup)
        #expect(made.succeeded, "\(made)")
        let again = try await installation.ctl("backup", backup)
        #expect(again.exit == .status(1), "\(again)")
        _ = try await imported(SmallModel.header + "trade,CHN,KAZ,2020,90\n")
        #expect(try installation.curves() != curves)
        try await stop(process)

        let restored = try Installation()
        try FileManager.default.createDirectory(atPath: restored.state, withIntermediateDirectories: true)
        try FileManager.default.copyItem(atPath: backup, toPath: restored.database)
        // Without feeds: their path is another one here, so they would be imported anew.
        try restored.folder.write(
            SmallModel.configuration.replacing("data: [data.csv]\n", with: ""),
            to: "influenced.yaml"
        )
        let second = try await restored.startAndRun()
        #expect(try restored.curves() == curves)
        #expect(try restored.runs().count == 2)
        #expect(try restored.vintages("trade", "CHN", "KAZ") == [20, 28])
        try await stop(second)
    }

    /// Imports by the client and returns the daemon's reply.
    private func imported(_ text: String) async throws -> JSONObject {
        let path = try installation.folder.write(text, to: "import.csv")
        let done = try await installation.ctl("import", "--format", "json", path)
        try #require(done.succeeded, "\(done)")
        return try #require(try JSONParser.parse(done.output).objectValue)
    }
}
