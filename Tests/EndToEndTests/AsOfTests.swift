import Foundation
import InfluenceControl
import InfluenceTestKit
import Testing

/// What the client prints of a past time, in each of its forms, is printed of that time for ever.
@Suite struct AsOfTests {
    private static let questions: [[String]] = [
        ["scores"], ["scores", "--country", "KAZ", "--period", "2021"], ["history", "KAZ", "CHN"], ["ranking", "KAZ"],
        ["explain", "KAZ", "CHN"], ["explain", "KAZ", "RUS", "--since", "2020"], ["compare", "KAZ", "RUS", "CHN"],
        ["coverage"], ["coverage", "--expiring", "2Y"], ["observations"],
        ["observations", "--vintages"], ["series"], ["imports"],
    ]

    private static func answers(_ installation: Installation, asOf time: String) async throws -> [String] {
        var answers: [String] = []
        for question in questions {
            for format in ["table", "csv"] {
                let finished = try await installation.ctl(question + ["--as-of", time, "--format", format])
                #expect(finished.succeeded, "\(question) \(finished)")
                answers.append("\(question.joined(separator: " ")) \(format): \(finished.output)")
            }
        }
        return answers
    }

    @Test func `Tables and CSV as of a time stay what they were through imports, corrections and undoings`()
        async throws
    {
        let installation = try Installation()
        let daemon = try await installation.startAndRun()
        func imported(_ rows: String) async throws {
            let header = "indicator,power,country,period,value,status,released,source\n"
            try installation.folder.write(header + rows, to: "more.csv")
            let finished = try await installation.ctl("import", installation.folder["more.csv"])
            #expect(finished.succeeded, "\(finished)")
        }
        func undone(_ vintage: String) async throws {
            let finished = try await installation.ctl("import", "--undo", vintage)
            #expect(finished.succeeded, "\(finished)")
        }
        var told: [(time: String, answers: [String])] = []
        func tell() async throws {
            let last = try installation.ask("ListImports")["imports"]?.arrayValue?.first?.objectValue
            let run = try installation.status()["last_run", "computed_at"]?.stringValue
            let times = [last?["recorded_at"]?.stringValue, run].compactMap { $0 }
            let time = try #require(times.max())
            told.append((time, try await Self.answers(installation, asOf: time)))
        }
        try await tell()
        try await imported("trade,CHN,KAZ,2021,25,E,2022-03-01,yearbook\nloans,CHN,KAZ,2021,50,,,\n")
        try await tell()
        try await imported("trade,CHN,KAZ,2021,27,B,2022-06-01,yearbook\ntrade,RUS,UZB,2021,,L,,\n")
        try await tell()
        try await imported("trade,CHN,KAZ,2021,27,B,2022-06-01,another text\n")
        try await tell()
        try await imported("trade,CHN,KAZ,2021,11,,2022-01-01,an older edition\n")
        try await undone("3")
        try await tell()
        try await undone("2")
        for (time, before) in told {
            let now = try await Self.answers(installation, asOf: time)
            for (old, new) in zip(before, now) { #expect(old == new, "as of \(time)") }
        }
        #expect(Set(told.map(\.answers)).count == told.count, "nothing happened")
        daemon.send(SIGTERM)
        #expect(try await daemon.finish().exit == .status(0))
    }
}
